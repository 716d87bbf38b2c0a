// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_jpeg.h"

#include "models/exif.h"

#include <ATen/ATen.h>

#include <csetjmp>
#include <cstdio> // jpeglib.h wants FILE

#include <jpeglib.h>

#include <jerror.h>

namespace models {
namespace {

/// Ten times what any encoder writes: a few kilobytes of empty scans can keep a decoder busy for
/// hours.
constexpr int maxScans = 500;

struct Decoder {
    jpeg_decompress_struct state = {};
    jpeg_error_mgr errors = {};
    jpeg_progress_mgr progress = {};
    std::jmp_buf giveUp;
    char why[JMSG_LENGTH_MAX] = {};    ///< of the error
    char oddity[JMSG_LENGTH_MAX] = {}; ///< of the first harmless warning

    ~Decoder() { jpeg_destroy_decompress(&state); }
};

Decoder& decoderOf(j_common_ptr state)
{
    return *static_cast<Decoder*>(state->client_data);
}

[[noreturn]] void fail(j_common_ptr state)
{
    Decoder& decoder = decoderOf(state);
    state->err->format_message(state, decoder.why);
    std::longjmp(decoder.giveUp, 1);
}

void warn(j_common_ptr state, int level)
{
    if (level >= 0)
        return;
    switch (state->err->msg_code) {
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC: fail(state);
    default:
        if (!*decoderOf(state).oddity)
            state->err->format_message(state, decoderOf(state).oddity);
    }
}

void limitScans(j_common_ptr state)
{
    if (reinterpret_cast<j_decompress_ptr>(state)->input_scan_number > maxScans) {
        Decoder& decoder = decoderOf(state);
        std::snprintf(decoder.why, sizeof decoder.why, "more than %d scans", maxScans);
        std::longjmp(decoder.giveUp, 1);
    }
}

// Nothing with a destructor may come to life between a setjmp and its longjmp: open() and
// readRows() hold plain values only.

/// Reads up to the first scan; false: decoder.why says what is wrong.
bool open(Decoder& decoder, const QByteArray& bytes)
{
    decoder.state.client_data = &decoder;
    decoder.state.err = jpeg_std_error(&decoder.errors);
    decoder.errors.error_exit = fail;
    decoder.errors.emit_message = warn;
    decoder.progress.progress_monitor = limitScans;
    if (setjmp(decoder.giveUp))
        return false;
    jpeg_create_decompress(&decoder.state); // clears all but err and client_data
    decoder.state.progress = &decoder.progress;
    jpeg_mem_src(&decoder.state, reinterpret_cast<const unsigned char*>(bytes.constData()),
                 static_cast<unsigned long>(bytes.size()));
    jpeg_save_markers(&decoder.state, JPEG_APP0 + 1, 0xffff);
    jpeg_read_header(&decoder.state, TRUE);
    switch (decoder.state.jpeg_color_space) {
    case JCS_GRAYSCALE: decoder.state.out_color_space = JCS_GRAYSCALE; break;
    case JCS_CMYK:
    case JCS_YCCK: decoder.state.out_color_space = JCS_CMYK; break;
    default: decoder.state.out_color_space = JCS_RGB;
    }
    return true;
}

/// Decodes to [H, W, components]; false: decoder.why says what is wrong.
bool readRows(Decoder& decoder, uint8_t* rows)
{
    jpeg_decompress_struct& state = decoder.state;
    if (setjmp(decoder.giveUp))
        return false;
    jpeg_start_decompress(&state);
    const std::size_t stride = std::size_t(state.output_width) * state.output_components;
    while (state.output_scanline < state.output_height) {
        JSAMPROW row = rows + stride * state.output_scanline;
        jpeg_read_scanlines(&state, &row, 1);
    }
    jpeg_finish_decompress(&state); // reads on to the end marker
    return true;
}

int orientationOf(const jpeg_decompress_struct& state)
{
    for (const auto* marker = state.marker_list; marker; marker = marker->next) {
        const QByteArray block(reinterpret_cast<const char*>(marker->data), marker->data_length);
        if (block.startsWith("Exif"))
            return exifOrientation(block);
    }
    return 1;
}

explain::Error damaged(const Decoder& decoder)
{
    return imageError("a complete JPEG", QString("a damaged one (%1)").arg(decoder.why));
}

} // namespace

at::Tensor rgbOfInks(const at::Tensor& inks)
{
    TORCH_CHECK(inks.size(-1) == 4 && inks.scalar_type() == at::kByte, "inks: ", inks.sizes());
    const at::Tensor from = inks.contiguous();
    auto sizes = inks.sizes().vec();
    sizes.back() = 3;
    at::Tensor rgb = at::empty(sizes, at::kByte);
    const auto* ink = from.const_data_ptr<uint8_t>();
    auto* colour = rgb.data_ptr<uint8_t>();
    for (int64_t i = 0; i < from.numel(); i += 4, ink += 4)
        for (int c = 0; c < 3; ++c) {
            const int light = 255 - ink[3], product = ink[c] * light + 128;
            *colour++ = uint8_t(light - (((product >> 8) + product) >> 8));
        }
    return rgb;
}

explain::Expected<Raster> decodeJpeg(const QByteArray& bytes)
{
    Decoder decoder;
    if (!open(decoder, bytes))
        return damaged(decoder);
    if (const auto refused = checkSize(decoder.state.image_width, decoder.state.image_height))
        return *refused;
    const int channels = decoder.state.out_color_space == JCS_GRAYSCALE ? 1
        : decoder.state.out_color_space == JCS_CMYK                     ? 4
                                                                        : 3;
    const int orientation = orientationOf(decoder.state); // the markers are gone after the last row
    at::Tensor samples =
        at::empty({decoder.state.image_height, decoder.state.image_width, channels}, at::kByte);
    if (!readRows(decoder, samples.data_ptr<uint8_t>()))
        return damaged(decoder);
    Raster raster{.samples = channels == 4 ? rgbOfInks(255 - samples) : samples,
                  .orientation = orientation};
    if (*decoder.oddity)
        raster.notice = QString("unusual JPEG: %1").arg(decoder.oddity);
    return raster;
}

explain::Expected<QSize> jpegSize(const QByteArray& bytes)
{
    Decoder decoder;
    if (!open(decoder, bytes))
        return damaged(decoder);
    return uprightSize(decoder.state.image_width, decoder.state.image_height,
                       orientationOf(decoder.state));
}

} // namespace models
