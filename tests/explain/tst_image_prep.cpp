// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/image_prep.h"
#include "explain/nets/safetensors.h"

#include "tests/support/check.h"
#include "tests/support/png.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <unistd.h>

using namespace explain;
using nlohmann::json;
using Resize = ImagePreparation::Resize;

namespace {

/// A preprocessor_config.json that lives as long as this.
class ConfigFile {
public:
    explicit ConfigFile(const std::string& text)
        : m_folder(std::filesystem::temp_directory_path()
                   / ("tst_image_prep." + std::to_string(::getpid())))
    {
        std::filesystem::create_directories(m_folder);
        std::ofstream(path()) << text;
    }
    ~ConfigFile() { std::filesystem::remove_all(m_folder); }

    std::filesystem::path path() const { return m_folder / "preprocessor_config.json"; }

private:
    std::filesystem::path m_folder;
};

Expected<ImagePreparation> read(const std::string& text, int64_t imageSize = 48)
{
    const ConfigFile file(text);
    return readHuggingFacePreparation(file.path(), imageSize);
}

/// Values 0 to 255 as they are: no rescaling, no normalising.
ImagePreparation raw(Resize resize, int64_t height, int64_t width)
{
    return {.resize = resize,
            .edge = std::min(height, width),
            .height = height,
            .width = width,
            .crops = resize != Resize::Squash,
            .cropHeight = height,
            .cropWidth = width,
            .rescale = 1,
            .normalises = false};
}

/// Where the canvas's point (x, y) lies in the image.
std::pair<double, double> inImage(const PreparedImage& prepared, double x, double y)
{
    const auto& m = prepared.toImage;
    return {m[0] * x + m[1] * y + m[2], m[3] * x + m[4] * y + m[5]};
}

bool at1e9(const std::pair<double, double>& found, double x, double y)
{
    return std::abs(found.first - x) < 1e-9 && std::abs(found.second - y) < 1e-9;
}

} // namespace

TEST(referencePixelsOfBothLibraries)
{
    NEED_SHARED("parity/cases/hf_clip/expected.safetensors");
    const auto cases = support::sharedFolder() / "parity/cases";
    std::ifstream openConfig(cases / "openclip_vit/open_clip_config.json");
    const auto hugging = readHuggingFacePreparation(cases / "hf_clip/preprocessor_config.json", 32);
    const auto open = openClipPreparation(json::parse(openConfig)["preprocess_cfg"], 32);
    REQUIRE_OK(hugging);
    REQUIRE_OK(open);
    for (const auto& [name, preparation] :
         {std::pair{"hf_clip", *hugging}, std::pair{"openclip_vit", *open}}) {
        const auto expected = readSafetensors(cases / name / "expected.safetensors");
        REQUIRE_OK(expected);
        int64_t row = 0;
        for (const char* file : {"scene_96x64.png", "tall_50x121.png"}) {
            const at::Tensor image = support::readPng(cases / "images" / file);
            auto changed = preparation;
            const auto classic = prepare(image, changed);
            changed.order = AxisOrder::Pillow13;
            const auto pillow13 = prepare(image, changed);
            REQUIRE_OK(classic);
            REQUIRE_OK(pillow13);
            const at::Tensor wanted = expected->tensors.at("pixel_values_classic")[row];
            CHECK(support::distance(classic->pixels[0], wanted) <= 1e-6);
            const bool isOpen = std::string(name) == "openclip_vit";
            const char* newest = isOpen ? "pixel_values" : "pixel_values_pil";
            CHECK(support::distance(pillow13->pixels[0], expected->tensors.at(newest)[row])
                  <= 1e-6);
            ++row;
        }
    }
}

TEST(cornersOfTheCanvasAreWhereTheyShouldBe)
{
    const at::Tensor image = at::zeros({3, 30, 60}, at::kByte);
    const auto squash = prepare(image, raw(Resize::Squash, 10, 10));
    REQUIRE_OK(squash);
    CHECK(at1e9(inImage(*squash, 0, 0), 0, 0) && at1e9(inImage(*squash, 10, 10), 60, 30));

    const auto crop = prepare(image, raw(Resize::ShortestEdge, 10, 10)); // 10 x 20, middle 10
    REQUIRE_OK(crop);
    CHECK(at1e9(inImage(*crop, 0, 0), 15, 0) && at1e9(inImage(*crop, 10, 10), 45, 30));

    const auto pad = prepare(image, raw(Resize::LongestEdge, 12, 12)); // 6 x 12, three rows above
    REQUIRE_OK(pad);
    CHECK(at1e9(inImage(*pad, 0, 0), 0, -15) && at1e9(inImage(*pad, 12, 12), 60, 45));

    auto whole = raw(Resize::ShortestEdge, 10, 10);
    whole.crops = false;
    const auto uncropped = prepare(image, whole);
    REQUIRE_OK(uncropped);
    CHECK(uncropped->pixels.sizes() == at::IntArrayRef({1, 3, 10, 20}));
    CHECK(at1e9(inImage(*uncropped, 20, 10), 60, 30));
}

TEST(cropsRoundAsTheirLibrariesDo)
{
    // Three rows too many: transformers leaves out one above, torchvision two.
    const at::Tensor rows = at::arange(7, at::kByte).view({1, 7, 1}).expand({3, 7, 4}).contiguous();
    auto preparation = raw(Resize::None, 4, 4);
    const auto floor = prepare(rows, preparation);
    preparation.rounding = ImagePreparation::CropRounding::HalfEven;
    const auto halfEven = prepare(rows, preparation);
    REQUIRE_OK(floor);
    REQUIRE_OK(halfEven);
    CHECK(floor->pixels[0][0][0][0].item<float>() == 1 && floor->toImage[5] == 1);
    CHECK(halfEven->pixels[0][0][0][0].item<float>() == 2 && halfEven->toImage[5] == 2);
}

TEST(imagesSmallerThanTheCropArePadded)
{
    auto preparation = raw(Resize::None, 5, 4);
    preparation.fill = {9, 8, 7};
    const auto prepared = prepare(at::full({3, 2, 2}, 100, at::kByte), preparation);
    REQUIRE_OK(prepared);
    const at::Tensor expected = at::tensor({9., 9.,   9.,   9., //
                                            9., 100., 100., 9., //
                                            9., 100., 100., 9., //
                                            9., 9.,   9.,   9., //
                                            9., 9.,   9.,   9.});
    CHECK(support::near(prepared->pixels[0][0], expected.view({5, 4}), 0));
    CHECK(prepared->pixels[0][2][0][0].item<float>() == 7);
    CHECK(at1e9(inImage(*prepared, 1, 1), 0, 0));

    preparation.place = ImagePreparation::Place::TopLeft;
    preparation.outside = ImagePreparation::Outside::Mean;
    const auto corner = prepare(at::full({3, 2, 2}, 100, at::kByte), preparation);
    REQUIRE_OK(corner);
    CHECK(corner->pixels[0][1][0][1].item<float>() == 100);
    CHECK(corner->pixels[0][1][0][2].item<float>() == 0 && at1e9(inImage(*corner, 0, 0), 0, 0));
}

TEST(anyShapeOfImageIsPrepared)
{
    struct Case {
        int64_t height, width;
    };
    for (const auto& [h, w] : {Case{1, 1}, Case{3, 2400}, Case{2400, 3}, Case{1, 5}})
        for (const auto resize :
             {Resize::ShortestEdge, Resize::Squash, Resize::LongestEdge, Resize::Fill}) {
            auto preparation = clipPreparation(224);
            preparation.resize = resize;
            const auto prepared = prepare(at::full({3, h, w}, 128, at::kByte), preparation);
            REQUIRE_OK(prepared);
            CHECK(prepared->pixels.sizes() == at::IntArrayRef({1, 3, 224, 224}));
            CHECK(prepared->pixels.isfinite().all().item<bool>());
        }
    auto preparation = clipPreparation(224);
    preparation.crops = false;
    preparation.edge = 8192;
    const auto refused = prepare(at::zeros({3, 3, 2400}, at::kByte), preparation);
    REQUIRE(!refused);
    CHECK(refused.error().kind == Error::Kind::Input);
    CHECK(refused.error().message.find("8192 x 6553600") != std::string::npos);

    const auto line = prepare(at::zeros({3, 1, 100'000}, at::kByte), clipPreparation(224));
    REQUIRE(!line);
    CHECK(line.error().kind == Error::Kind::Input);
    CHECK(line.error().message.find("224 x 22400000") != std::string::npos);
}

TEST(floatingPointImagesAreRoundedToEightBits)
{
    const at::Tensor bytes = at::arange(3 * 8 * 8).remainder(256).view({3, 8, 8}).to(at::kByte);
    const auto exact = prepare(bytes, raw(Resize::Squash, 5, 5));
    const auto floating = prepare(bytes.to(at::kDouble) / 255 + 0.001, raw(Resize::Squash, 5, 5));
    REQUIRE_OK(exact);
    REQUIRE_OK(floating);
    CHECK(support::near(floating->pixels, exact->pixels, 0));
    const auto refused = prepare(at::full({3, 4, 4}, NAN), raw(Resize::Squash, 5, 5));
    CHECK(!refused && refused.error().kind == Error::Kind::Input);
}

TEST(everySpellingOfTheSizesIsRead)
{
    struct Case {
        const char* text;
        Resize resize;
        int64_t edge, height, width;
        bool crops;
    };
    for (
        const auto& [text, resize, edge, height, width, crops] :
        {Case{R"({})", Resize::ShortestEdge, 48, 48, 48, true},
         Case{R"({"size": 64, "crop_size": 64, "feature_extractor_type": "CLIPFeatureExtractor"})",
              Resize::ShortestEdge, 64, 48, 48, true},
         Case{R"({"size": {"shortest_edge": 64}, "crop_size": {"height": 60, "width": 56}})",
              Resize::ShortestEdge, 64, 48, 48, true},
         Case{R"({"size": {"height": 60, "width": 56}, "do_center_crop": false})", Resize::Squash,
              48, 60, 56, false},
         Case{
             R"({"size": {"height": 60, "width": 56}, "image_processor_type": "SiglipImageProcessor"})",
             Resize::Squash, 48, 60, 56, false},
         Case{R"({"size": 384, "image_processor_type": "ViTImageProcessor"})", Resize::Squash, 48,
              384, 384, false},
         Case{R"({"size": 384, "default_to_square": true, "do_center_crop": null})", Resize::Squash,
              48, 384, 384, false},
         Case{R"({"size": {"longest_edge": 1024}, "image_processor_type": "SamImageProcessor"})",
              Resize::LongestEdge, 48, 1024, 1024, true},
         Case{R"({"do_resize": false, "size": 7})", Resize::None, 7, 48, 48, true}}) {
        const auto preparation = read(text);
        REQUIRE_OK(preparation);
        if (!CHECK(preparation->resize == resize && preparation->edge == edge
                   && preparation->height == height && preparation->width == width
                   && preparation->crops == crops))
            std::cerr << "  " << text << ": " << describe(*preparation) << '\n';
    }
    const auto named =
        read(R"({"crop_size": {"height": 60, "width": 56}, "resample": 2, "do_rescale": false,
        "do_normalize": false, "image_mean": [0.5, 0.4, 0.3], "image_std": 0.5})");
    REQUIRE_OK(named);
    CHECK(named->cropHeight == 60 && named->cropWidth == 56 && named->filter == Filter::Bilinear);
    CHECK(named->rescale == 1 && !named->normalises && named->mean[2] == 0.3
          && named->deviation[1] == 0.5);
}

TEST(withoutAFileClipsPreparationHolds)
{
    const auto preparation = readHuggingFacePreparation("/nowhere/preprocessor_config.json", 48);
    REQUIRE_OK(preparation);
    CHECK(*preparation == clipPreparation(48));
}

TEST(badValuesAreNamed)
{
    for (const char* text :
         {"[1]", "{", R"({"size": 0})", R"({"size": 1e18})", R"({"size": "big"})",
          R"({"size": {"height": 3}})", R"({"resample": 6})", R"({"resample": "bicubic"})",
          R"({"image_mean": [1, 2]})", R"({"image_std": [1, 0, 1]})", R"({"crop_size": -1})",
          R"({"do_resize": "yes"})", R"({"rescale_factor": "x"})", R"({"size": 2.5})"}) {
        const auto preparation = read(text);
        if (CHECK(!preparation))
            CHECK(preparation.error().kind == Error::Kind::Network
                  && preparation.error().message.find("preprocessor_config.json")
                      != std::string::npos
                  && preparation.error().message.find("expected") != std::string::npos);
        else
            std::cerr << "  " << text << '\n';
    }
    for (const char* text : {R"({"resize_mode": "wide"})", R"({"interpolation": 3})",
                             R"({"fill_color": 300})", R"([])"})
        CHECK(!openClipPreparation(json::parse(text), 224));
}

TEST(openClipsModesAreRead)
{
    const auto squash = openClipPreparation(
        json::parse(R"({"resize_mode": "squash", "interpolation": "bilinear", "size": [30, 40]})"),
        224);
    REQUIRE_OK(squash);
    CHECK(squash->resize == Resize::Squash && squash->height == 30 && squash->width == 40
          && !squash->crops && squash->filter == Filter::Bilinear);
    const auto longest =
        openClipPreparation(json::parse(R"({"resize_mode": "longest", "fill_color": 127})"), 224);
    REQUIRE_OK(longest);
    CHECK(longest->resize == Resize::LongestEdge && longest->crops && longest->fill[1] == 127);
    const auto nothing = openClipPreparation(json(), 224);
    REQUIRE_OK(nothing);
    CHECK(nothing->resize == Resize::ShortestEdge && nothing->edge == 224
          && nothing->rounding == ImagePreparation::CropRounding::HalfEven);
}

TEST(differentPixelsHaveDifferentDescriptions)
{
    CHECK(
        describe(clipPreparation(224))
        == "resize shortest 224 bicubic classic; canvas 224x224 centre floor, outside 0,0,0; times "
           "0.00392156862745098; mean 0.48145466,0.4578275,0.40821073; deviation "
           "0.26862954,0.26130258,0.27577711");
    auto other = clipPreparation(224);
    other.order = AxisOrder::Pillow13;
    CHECK(describe(other) != describe(clipPreparation(224)));
    other = clipPreparation(224);
    other.rounding = ImagePreparation::CropRounding::HalfEven;
    CHECK(describe(other) != describe(clipPreparation(224)));
}
