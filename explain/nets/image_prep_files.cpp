// SPDX-License-Identifier: Apache-2.0
#include "explain/foreign_json.h"
#include "explain/nets/image_prep.h"
#include "explain/regular_file.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <optional>
#include <string_view>

namespace explain {

namespace {

using Json = nlohmann::json;
using Resize = ImagePreparation::Resize;

constexpr int64_t largestEdge = 8192;

/// Reads the values of one JSON object and remembers the first that is not as it should be. What is
/// absent or null leaves its default.
class Reader {
public:
    Reader(const Json& object, std::string file) : m_object(object), m_file(std::move(file)) { }

    const Json& raw(const char* key) const { return memberOf(m_object, key); }
    bool has(const char* key) const { return !raw(key).is_null(); }
    const std::optional<Error>& error() const { return m_error; }

    void refuse(const std::string& key, const std::string& expected, const Json& found)
    {
        if (!m_error)
            m_error = Error{Error::Kind::Network,
                            m_file + ": " + key + ": expected " + expected + ", found "
                                + shortened(found)};
    }

    bool flag(const char* key, bool absent)
    {
        if (has(key) && !raw(key).is_boolean())
            refuse(key, "true or false", raw(key));
        return raw(key).is_boolean() ? raw(key).get<bool>() : absent;
    }

    double factor(const char* key, double absent)
    {
        const Json& value = raw(key);
        if (value.is_null())
            return absent;
        const bool isGood = value.is_number() && std::isfinite(value.get<double>());
        if (!isGood)
            refuse(key, "a finite number", value);
        return isGood ? value.get<double>() : absent;
    }

    /// Three finite numbers, or one for all three.
    std::array<double, 3> colour(const char* key, std::array<double, 3> absent, bool nonZero)
    {
        Json value = raw(key);
        if (value.is_null())
            return absent;
        if (value.is_number())
            value = Json::array({value, value, value});
        std::array<double, 3> numbers{};
        bool isGood = value.is_array() && value.size() == 3;
        for (std::size_t i = 0; isGood && i < 3; ++i) {
            isGood = value[i].is_number();
            numbers[i] = isGood ? value[i].get<double>() : 0;
            isGood = isGood && std::isfinite(numbers[i]) && !(nonZero && numbers[i] == 0);
        }
        if (!isGood)
            refuse(key, nonZero ? "three finite numbers, none zero" : "three finite numbers",
                   value);
        return isGood ? numbers : absent;
    }

    /// A length in pixels.
    std::optional<int64_t> edge(const std::string& key, const Json& value)
    {
        const bool isGood = value.is_number()
            && value.get<double>() == std::floor(value.get<double>()) && value.get<double>() >= 1
            && value.get<double>() <= double(largestEdge);
        if (!isGood)
            refuse(key, "1 to " + std::to_string(largestEdge) + " pixels", value);
        return isGood ? std::optional(int64_t(value.get<double>())) : std::nullopt;
    }

private:
    const Json& m_object;
    std::string m_file;
    std::optional<Error> m_error;
};

Expected<ImagePreparation> finish(const Reader& reader, const ImagePreparation& preparation)
{
    if (reader.error())
        return *reader.error();
    return preparation;
}

/// Height and width of {"height": h, "width": w}, [h, w] or one number for both.
void readRectangle(Reader& reader, const char* key, const Json& value, int64_t& height,
                   int64_t& width)
{
    const bool isList = value.is_array() && value.size() == 2;
    const Json& h = value.is_object() ? memberOf(value, "height") : isList ? value[0] : value;
    const Json& w = value.is_object() ? memberOf(value, "width") : isList ? value[1] : value;
    height = reader.edge(key, h).value_or(height);
    width = reader.edge(key, w).value_or(width);
}

std::string processorType(const Reader& reader)
{
    for (const char* key : {"image_processor_type", "feature_extractor_type"})
        if (reader.raw(key).is_string())
            return reader.raw(key).get<std::string>();
    return {};
}

/// What one number as `size` means: the edge of a square for these, the shorter edge for CLIP and
/// the others.
bool isSquareByDefault(const std::string& type)
{
    for (const std::string_view name :
         {"ViT", "Siglip", "Blip", "OwlViT", "Owlv2", "DeiT", "CLIPSeg", "Beit"})
        if (type.starts_with(name))
            return true;
    return false;
}

void readSize(Reader& reader, const std::string& type, ImagePreparation& p)
{
    const Json& size = reader.raw("size");
    const Json &shortest = memberOf(size, "shortest_edge"),
               &longest = memberOf(size, "longest_edge");
    if (size.is_null())
        return;
    if (!shortest.is_null()) {
        p.edge = reader.edge("size.shortest_edge", shortest).value_or(p.edge);
        if (!longest.is_null())
            p.maxEdge = reader.edge("size.longest_edge", longest).value_or(0);
    } else if (!longest.is_null()) {
        p.resize = Resize::LongestEdge; // and padded to a square at its end, after normalising
        p.height = p.width = reader.edge("size.longest_edge", longest).value_or(p.width);
        p.place = ImagePreparation::Place::TopLeft;
        p.outside = ImagePreparation::Outside::Mean;
    } else if (size.is_number() && !reader.flag("default_to_square", isSquareByDefault(type))) {
        p.edge = reader.edge("size", size).value_or(p.edge);
    } else {
        p.resize = Resize::Squash;
        readRectangle(reader, "size", size, p.height, p.width);
    }
}

void readFilter(Reader& reader, ImagePreparation& p)
{
    constexpr std::array codes{Filter::Nearest, Filter::Lanczos, Filter::Bilinear,
                               Filter::Bicubic, Filter::Box,     Filter::Hamming}; // Pillow's
    const Json& code = reader.raw("resample");
    if (code.is_null())
        return;
    if (!code.is_number_integer() || code.get<int64_t>() < 0
        || code.get<int64_t>() >= int64_t(codes.size()))
        return reader.refuse("resample", "one of Pillow's filters, 0 to 5", code);
    p.filter = codes[code.get<std::size_t>()];
}

std::optional<Filter> filterNamed(const Json& name)
{
    struct Known {
        std::string_view name;
        Filter filter;
    };
    if (name == "random") // at inference OpenCLIP takes bicubic for it
        return Filter::Bicubic;
    for (const auto& [known, filter] :
         {Known{"bicubic", Filter::Bicubic}, Known{"bilinear", Filter::Bilinear},
          Known{"nearest", Filter::Nearest}, Known{"lanczos", Filter::Lanczos},
          Known{"box", Filter::Box}, Known{"hamming", Filter::Hamming}})
        if (name == known)
            return filter;
    return {};
}

void readFill(Reader& reader, ImagePreparation& p)
{
    const std::array<double, 3> fill = reader.colour("fill_color", {0, 0, 0}, false);
    for (std::size_t i = 0; i < 3; ++i) {
        if (fill[i] < 0 || fill[i] > 255 || fill[i] != std::floor(fill[i]))
            return reader.refuse("fill_color", "whole numbers from 0 to 255",
                                 reader.raw("fill_color"));
        p.fill[i] = int(fill[i]);
    }
}

} // namespace

Expected<ImagePreparation> readHuggingFacePreparation(const std::filesystem::path& file,
                                                      int64_t imageSize)
{
    ImagePreparation p = clipPreparation(imageSize);
    std::error_code failed;
    if (!std::filesystem::exists(file, failed))
        return p;
    const auto json = readJsonObject(file, Error::Kind::Network);
    if (!json)
        return json.error();

    Reader reader(*json, file.filename().string());
    const std::string type = processorType(reader);
    readSize(reader, type, p);
    readFilter(reader, p);
    if (!reader.flag("do_resize", true))
        p.resize = Resize::None;
    const bool pads = p.resize == Resize::LongestEdge;
    const bool isClip = type.empty() || (type.starts_with("CLIP") && !type.starts_with("CLIPSeg"));
    p.crops = pads || reader.flag("do_center_crop", isClip && p.resize != Resize::Squash);
    if (pads)
        p.cropHeight = p.cropWidth = p.height;
    else if (reader.has("crop_size"))
        readRectangle(reader, "crop_size", reader.raw("crop_size"), p.cropHeight, p.cropWidth);
    p.rescale = reader.flag("do_rescale", true) ? reader.factor("rescale_factor", p.rescale) : 1;
    p.normalises = reader.flag("do_normalize", true);
    p.mean = reader.colour("image_mean", p.mean, false);
    p.deviation = reader.colour("image_std", p.deviation, true);
    return finish(reader, p);
}

Expected<ImagePreparation> openClipPreparation(const Json& preprocessCfg, int64_t imageSize)
{
    if (!preprocessCfg.is_object() && !preprocessCfg.is_null())
        return Error{Error::Kind::Network,
                     "preprocess_cfg: expected an object, found " + shortened(preprocessCfg)};
    ImagePreparation p = clipPreparation(imageSize);
    p.rounding = ImagePreparation::CropRounding::HalfEven;
    Reader reader(preprocessCfg, "preprocess_cfg");
    if (reader.has("size"))
        readRectangle(reader, "size", reader.raw("size"), p.height, p.width);
    p.cropHeight = p.height;
    p.cropWidth = p.width;
    p.edge = p.height;

    const Json& mode = reader.raw("resize_mode");
    if (mode.is_null() || mode == "shortest")
        p.resize = p.height == p.width ? Resize::ShortestEdge : Resize::Fill;
    else if (mode == "squash")
        p.resize = Resize::Squash;
    else if (mode == "longest")
        p.resize = Resize::LongestEdge;
    else
        reader.refuse("resize_mode", "shortest, squash or longest", mode);
    p.crops = p.resize != Resize::Squash;

    if (reader.has("interpolation")) {
        const auto filter = filterNamed(reader.raw("interpolation"));
        if (!filter)
            reader.refuse("interpolation", "bicubic or bilinear", reader.raw("interpolation"));
        p.filter = filter.value_or(p.filter);
    }
    // OpenCLIP forgets to hand the filter on here: the canvas that is not square is always bicubic.
    if (p.resize == Resize::Fill)
        p.filter = Filter::Bicubic;
    p.mean = reader.colour("mean", p.mean, false);
    p.deviation = reader.colour("std", p.deviation, true);
    readFill(reader, p);
    return finish(reader, p);
}

} // namespace explain
