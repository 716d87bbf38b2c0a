// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_tiff.h"

#include "models/image_jpeg.h" // rgbOfInks

#include <ATen/ATen.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>

#include <tiffio.h>

namespace models {
namespace {

constexpr int maxSamples = 32;                        ///< a pixel; satellites need a dozen
constexpr int64_t maxBlockBytes = int64_t{1} << 32;   ///< one strip or tile, decoded
constexpr tmsize_t maxTagBytes = tmsize_t{256} << 20; ///< one allocation inside libtiff

/// What libtiff reads from, and the first thing it complains of.
struct Source {
    const QByteArray& bytes;
    toff_t position = 0;
    QString complaint;
};

Source& sourceOf(thandle_t handle)
{
    return *static_cast<Source*>(handle);
}

tmsize_t readSome(thandle_t handle, void* to, tmsize_t count)
{
    Source& source = sourceOf(handle);
    const toff_t size = toff_t(source.bytes.size());
    const tmsize_t left = source.position < size ? tmsize_t(size - source.position) : 0;
    const tmsize_t taken = std::clamp(count, tmsize_t{0}, left);
    if (taken > 0)
        std::memcpy(to, source.bytes.constData() + source.position, std::size_t(taken));
    source.position += toff_t(taken);
    return taken;
}

tmsize_t writeNothing(thandle_t, void*, tmsize_t)
{
    return 0;
}

toff_t seek(thandle_t handle, toff_t offset, int whence)
{
    Source& source = sourceOf(handle);
    const toff_t from = whence == SEEK_CUR ? source.position
        : whence == SEEK_END               ? toff_t(source.bytes.size())
                                           : 0;
    return source.position = from + offset;
}

int closeNothing(thandle_t)
{
    return 0;
}

toff_t sizeOf(thandle_t handle)
{
    return toff_t(sourceOf(handle).bytes.size());
}

int complain(TIFF*, void* source, const char* module, const char* format, va_list arguments)
{
    QString& complaint = sourceOf(source).complaint;
    if (complaint.isEmpty())
        complaint = QString("%1: %2").arg(module, QString::vasprintf(format, arguments));
    return 1;
}

int keepQuiet(TIFF*, void*, const char*, const char*, va_list)
{
    return 1;
}

struct CloseTiff {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, CloseTiff>;

Tiff open(Source& source)
{
    TIFFOpenOptions* options = TIFFOpenOptionsAlloc();
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, maxTagBytes);
    TIFFOpenOptionsSetErrorHandlerExtR(options, complain, &source);
    TIFFOpenOptionsSetWarningHandlerExtR(options, keepQuiet, nullptr);
    Tiff tiff(TIFFClientOpenExt("", "rm", &source, readSome, writeNothing, seek, closeNothing,
                                sizeOf, nullptr, nullptr, options));
    TIFFOpenOptionsFree(options);
    return tiff;
}

/// The tags that decide how samples lie.
struct Layout {
    int64_t width = 0, height = 0;
    uint16_t samples = 1, bits = 1, format = SAMPLEFORMAT_UINT, planes = PLANARCONFIG_CONTIG;
    uint16_t photometric = PHOTOMETRIC_MINISBLACK, orientation = ORIENTATION_TOPLEFT;
    bool premultiplied = false;
};

template <class Number> Number tag(TIFF* tiff, uint32_t which, Number otherwise)
{
    Number value{};
    return TIFFGetFieldDefaulted(tiff, which, &value) ? value : otherwise;
}

Layout layoutOf(TIFF* tiff)
{
    Layout layout{.width = tag<uint32_t>(tiff, TIFFTAG_IMAGEWIDTH, 0),
                  .height = tag<uint32_t>(tiff, TIFFTAG_IMAGELENGTH, 0),
                  .samples = tag<uint16_t>(tiff, TIFFTAG_SAMPLESPERPIXEL, 1),
                  .bits = tag<uint16_t>(tiff, TIFFTAG_BITSPERSAMPLE, 1),
                  .format = tag<uint16_t>(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT),
                  .planes = tag<uint16_t>(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG),
                  .photometric = tag<uint16_t>(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK),
                  .orientation = tag<uint16_t>(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT)};
    uint16_t extras = 0;
    const uint16_t* kinds = nullptr;
    if (TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &extras, &kinds) && extras > 0)
        layout.premultiplied = kinds[0] == EXTRASAMPLE_ASSOCALPHA;
    if (layout.format == SAMPLEFORMAT_VOID)
        layout.format = SAMPLEFORMAT_UINT;
    if (layout.orientation < 1 || layout.orientation > 8)
        layout.orientation = ORIENTATION_TOPLEFT;
    return layout;
}

/// As LibTorch calls such a sample; Undefined: libtiff's own conversion to 8 bits must do.
at::ScalarType typeOf(const Layout& layout)
{
    struct Row {
        int bits, format;
        at::ScalarType type;
    };
    for (const auto& [bits, format, type] :
         {Row{8, SAMPLEFORMAT_UINT, at::kByte}, Row{8, SAMPLEFORMAT_INT, at::kChar},
          Row{16, SAMPLEFORMAT_UINT, at::kUInt16}, Row{16, SAMPLEFORMAT_INT, at::kShort},
          Row{32, SAMPLEFORMAT_UINT, at::kUInt32}, Row{32, SAMPLEFORMAT_INT, at::kInt},
          Row{64, SAMPLEFORMAT_UINT, at::kUInt64}, Row{64, SAMPLEFORMAT_INT, at::kLong},
          Row{16, SAMPLEFORMAT_IEEEFP, at::kHalf}, Row{32, SAMPLEFORMAT_IEEEFP, at::kFloat},
          Row{64, SAMPLEFORMAT_IEEEFP, at::kDouble}})
        if (layout.bits == bits && layout.format == format)
            return type;
    return at::ScalarType::Undefined;
}

/// Samples a pixel that make its colour; 0: libtiff's own conversion must do.
int coloursOf(const Layout& layout)
{
    const int colours = layout.photometric == PHOTOMETRIC_RGB ? 3
        : layout.photometric == PHOTOMETRIC_SEPARATED         ? 4
        : layout.photometric == PHOTOMETRIC_MINISBLACK
            || layout.photometric == PHOTOMETRIC_MINISWHITE
        ? 1
        : 0;
    return colours <= layout.samples ? colours : 0;
}

/// The strips or tiles of a page: all of one size, but that the last strip may be lower.
struct Blocks {
    bool tiles = false;
    int64_t width = 0, height = 0; ///< of one, as stored
};

Blocks blocksOf(TIFF* tiff, const Layout& layout)
{
    if (TIFFIsTiled(tiff))
        return {true, tag<uint32_t>(tiff, TIFFTAG_TILEWIDTH, 0),
                tag<uint32_t>(tiff, TIFFTAG_TILELENGTH, 0)};
    return {false, layout.width,
            std::min<int64_t>(tag<uint32_t>(tiff, TIFFTAG_ROWSPERSTRIP, 0), layout.height)};
}

/// Decodes one block, [height, width, samples] of \p plane; false: damaged.
bool readBlock(TIFF* tiff, bool tile, int64_t x, int64_t y, uint16_t plane, void* to, int64_t bytes)
{
    const tmsize_t got = tile
        ? TIFFReadEncodedTile(tiff, TIFFComputeTile(tiff, uint32_t(x), uint32_t(y), 0, plane), to,
                              bytes)
        : TIFFReadEncodedStrip(tiff, TIFFComputeStrip(tiff, uint32_t(y), plane), to, bytes);
    return got == bytes;
}

/// Decodes one plane into \p page [H, W, samples]; samples beyond those are left out.
bool readPlane(TIFF* tiff, const Layout& layout, uint16_t plane, at::Tensor page)
{
    using at::indexing::Slice;
    const int64_t stored = layout.planes == PLANARCONFIG_CONTIG ? layout.samples : 1;
    const Blocks blocks = blocksOf(tiff, layout);
    if (blocks.width < 1 || blocks.height < 1 || blocks.width > maxBlockBytes / blocks.height)
        return false;
    const int64_t rowBytes = blocks.width * stored * (layout.bits / 8);
    if (rowBytes > maxBlockBytes / blocks.height)
        return false;
    const auto bytes =
        std::make_unique_for_overwrite<uint8_t[]>(std::size_t(rowBytes * blocks.height));
    for (int64_t y = 0; y < layout.height; y += blocks.height)
        for (int64_t x = 0; x < layout.width; x += blocks.width) {
            const int64_t rows = std::min(blocks.height, layout.height - y);
            const int64_t columns = std::min(blocks.width, layout.width - x);
            const int64_t storedRows = blocks.tiles ? blocks.height : rows;
            if (!readBlock(tiff, blocks.tiles, x, y, plane, bytes.get(), rowBytes * storedRows))
                return false;
            const at::Tensor decoded =
                at::from_blob(bytes.get(), {storedRows, blocks.width, stored}, typeOf(layout));
            page.index({Slice(y, y + rows), Slice(x, x + columns)})
                .copy_(decoded.index({Slice(0, rows), Slice(0, columns), Slice(0, page.size(2))}));
        }
    return true;
}

/// [H, W, channels] as stored: uint8, or float32 of anything deeper. Undefined: damaged.
at::Tensor readSamples(TIFF* tiff, const Layout& layout, int channels)
{
    const bool bytes = typeOf(layout) == at::kByte;
    at::Tensor page =
        at::empty({layout.height, layout.width, channels}, bytes ? at::kByte : at::kFloat);
    if (layout.planes == PLANARCONFIG_CONTIG)
        return readPlane(tiff, layout, 0, page) ? page : at::Tensor();
    for (int plane = 0; plane < channels; ++plane)
        if (!readPlane(tiff, layout, uint16_t(plane), page.narrow(2, plane, 1)))
            return {};
    return page;
}

at::Tensor unmultiplied(const at::Tensor& rgba) // [H, W, 4] uint8, integer division as Pillow's
{
    const at::Tensor alpha = rgba.narrow(2, 3, 1).to(at::kInt);
    const at::Tensor colours = rgba.narrow(2, 0, 3).to(at::kInt);
    return at::where(alpha == 0, at::zeros_like(colours),
                     (colours * 255).floor_divide(alpha.clamp_min(1)).clamp_max(255))
        .to(at::kByte);
}

/// The common layouts, sample by sample.
at::Tensor colourOf(TIFF* tiff, const Layout& layout, int colours)
{
    const bool bytes = typeOf(layout) == at::kByte;
    const bool divide = layout.premultiplied && bytes && colours == 3 && layout.samples > 3;
    const at::Tensor samples = readSamples(tiff, layout, divide ? 4 : colours);
    if (!samples.defined())
        return {};
    if (divide)
        return unmultiplied(samples);
    if (colours == 4) // inks have no window: their full range has a meaning
        return rgbOfInks(bytes ? samples : (samples / 257).round().clamp(0, 255).to(at::kByte));
    if (bytes && layout.photometric == PHOTOMETRIC_MINISWHITE)
        return 255 - samples;
    return samples;
}

/// The rest by libtiff: palettes, 1 to 4 bits, YCbCr, L*a*b*.
at::Tensor colourByLibrary(TIFF* tiff, const Layout& layout, QString& complaint)
{
    char why[1024] = {};
    TIFFRGBAImage converter;
    if (!TIFFRGBAImageOK(tiff, why) || !TIFFRGBAImageBegin(&converter, tiff, /*stop=*/1, why)) {
        complaint = QString("a kind that is not read (%1)").arg(why);
        return {};
    }
    converter.req_orientation = converter.orientation; // rows as stored
    at::Tensor rgba = at::empty({layout.height, layout.width, 4}, at::kByte);
    const int done = TIFFRGBAImageGet(&converter, static_cast<uint32_t*>(rgba.data_ptr()),
                                      uint32_t(layout.width), uint32_t(layout.height));
    TIFFRGBAImageEnd(&converter);
    return done ? rgba.narrow(2, 0, 3).contiguous() : at::Tensor(); // red first on little-endian
}

} // namespace

explain::Expected<Raster> decodeTiff(const QByteArray& bytes)
{
    Source source{bytes};
    const Tiff tiff = open(source);
    if (!tiff)
        return imageError("a complete TIFF", QString("a damaged one (%1)").arg(source.complaint));
    const Layout layout = layoutOf(tiff.get());
    if (const auto refused = checkSize(layout.width, layout.height))
        return *refused;
    if (layout.samples < 1 || layout.samples > maxSamples)
        return imageError(QString("1 to %1 samples a pixel").arg(maxSamples),
                          QString::number(layout.samples));

    const int colours = typeOf(layout) == at::ScalarType::Undefined ? 0 : coloursOf(layout);
    QString unknown;
    Raster raster{.orientation = layout.orientation};
    raster.samples = colours ? colourOf(tiff.get(), layout, colours)
                             : colourByLibrary(tiff.get(), layout, unknown);
    if (!unknown.isEmpty())
        return imageError("a common kind of TIFF", unknown);
    if (!raster.samples.defined())
        return imageError("a complete TIFF", QString("a damaged one (%1)").arg(source.complaint));
    raster.lowIsWhite = layout.photometric == PHOTOMETRIC_MINISWHITE;
    raster.pages = std::max<int>(1, int(TIFFNumberOfDirectories(tiff.get())));
    return raster;
}

explain::Expected<QSize> tiffSize(const QByteArray& bytes)
{
    Source source{bytes};
    const Tiff tiff = open(source);
    if (!tiff)
        return imageError("a complete TIFF", QString("a damaged one (%1)").arg(source.complaint));
    const Layout layout = layoutOf(tiff.get());
    return uprightSize(layout.width, layout.height, layout.orientation);
}

} // namespace models
