// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/image_files.h"

#include "explain/nets/safetensors.h"

#include <ATen/ATen.h>

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QTest>

#include <cmath>

using models::GreyWindow;
using models::Image;
using models::readImage;
using pictures::bytesOf;
using pictures::golden;
using pictures::jsonOf;
using pictures::messageOf;

namespace {

const QString shared = SOURCE_FOLDER "/../shared/";

/// The largest difference of two [3, H, W] pictures; infinite where the sizes differ.
double distance(const at::Tensor& found, const at::Tensor& expected)
{
    return found.sizes() == expected.sizes()
        ? (found.to(at::kInt) - expected.to(at::kInt)).abs().max().item<double>()
        : INFINITY;
}

at::Tensor rgbFromHex(const QJsonObject& entry)
{
    QByteArray bytes = QByteArray::fromHex(entry["rgb"].toString().toLatin1());
    return at::from_blob(bytes.data(), {entry["height"].toInt(), entry["width"].toInt(), 3},
                         at::kByte)
        .permute({2, 0, 1})
        .clone();
}

QString hexSha256(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

void needShared(const QString& path)
{
    if (!QFile::exists(shared + path))
        QSKIP(qPrintable("no ../shared/" + path));
}

} // namespace

class TestImageFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFormatShowsWhatPillowShows_data();
    void everyFormatShowsWhatPillowShows();
    void pictureAndTensorAgree();
    void aChosenWindowIsUsedAndKept();
    void orientationCanBeLeftAlone();
    void aPastedPictureIsRead();
    void thumbnailsKeepTheirShape();
    void awkwardFilesOpenOrSayWhy_data();
    void awkwardFilesOpenOrSayWhy();
    void everyAwkwardFileIsListed();
    void pillowsModesAreMet_data();
    void pillowsModesAreMet();
};

void TestImageFile::everyFormatShowsWhatPillowShows_data()
{
    QTest::addColumn<QString>("name");
    const QJsonObject expected = jsonOf(golden + "expected.json");
    QVERIFY(expected.size() >= 50);
    for (const QString& name : expected.keys())
        QTest::newRow(qPrintable(name)) << name;
}

void TestImageFile::everyFormatShowsWhatPillowShows()
{
    QFETCH(QString, name);
    const QJsonObject expected = jsonOf(golden + "expected.json")[name].toObject();
    const auto image = readImage(golden + name);
    QVERIFY2(image, qPrintable(messageOf(image)));
    const double gap = distance(image->pixels, rgbFromHex(expected));
    QVERIFY2(gap <= expected["tolerance"].toInt(), qPrintable(QString::number(gap)));
    QCOMPARE(image->orientation, expected["orientation"].toInt(1));
    QCOMPARE(image->pages, expected["pages"].toInt(1));
    QCOMPARE(QString::fromStdString(image->fileSha256), hexSha256(bytesOf(golden + name)));
    QCOMPARE(image->file, golden + name);
    const QJsonArray window = expected["window"].toArray();
    QCOMPARE(image->window.has_value(), !window.isEmpty());
    if (image->window) {
        const double scale = std::abs(window[1].toDouble()) + 1;
        QVERIFY(std::abs(image->window->low - window[0].toDouble()) < 1e-6 * scale);
        QVERIFY(std::abs(image->window->high - window[1].toDouble()) < 1e-6 * scale);
        QVERIFY(image->notice.contains("percentile"));
    }
    QCOMPARE(image->notice.contains("pages"), image->pages > 1);
    const auto facts = models::probeImage(golden + name);
    QVERIFY(facts);
    QCOMPARE(facts->size, image->size);
    QCOMPARE(facts->fileSha256, image->fileSha256);
}

void TestImageFile::pictureAndTensorAgree()
{
    const auto image = readImage(golden + "rgb.png");
    QVERIFY(image);
    QCOMPARE(image->picture.format(), QImage::Format_RGB888);
    QCOMPARE(image->size, image->picture.size());
    QVERIFY(image->pixels.is_contiguous());
    for (int y = 0; y < image->size.height(); ++y)
        for (int x = 0; x < image->size.width(); ++x) {
            const at::Tensor pixel = image->pixels.select(2, x).select(1, y);
            QCOMPARE(image->picture.pixel(x, y),
                     qRgb(pixel[0].item<int>(), pixel[1].item<int>(), pixel[2].item<int>()));
        }
    const QByteArray bytes(static_cast<const char*>(image->pixels.const_data_ptr()),
                           image->pixels.numel());
    QCOMPARE(QString::fromStdString(image->pixelsSha256), hexSha256(bytes));
}

void TestImageFile::aChosenWindowIsUsedAndKept()
{
    const GreyWindow window{1000, 1510}; // 510 wide: half a level a step
    const auto image = readImage(golden + "grey16.png", {.window = window});
    const auto full = readImage(golden + "grey16.png", {.window = GreyWindow{0, 65535}});
    QVERIFY(image && full);
    QCOMPARE(*image->window, window);
    QVERIFY(image->notice.contains("chosen"));
    QVERIFY(image->pixelsSha256 != full->pixelsSha256);
    QCOMPARE(image->fileSha256, full->fileSha256);

    // 1001 lies half-way between two levels: half up is 1, half to even would be 0.
    QImage picture(3, 1, QImage::Format_Grayscale16);
    auto* row = reinterpret_cast<quint16*>(picture.scanLine(0));
    row[0] = 999, row[1] = 1001, row[2] = 60000;
    const auto pasted = models::fromPicture(picture, {.window = window});
    QVERIFY(pasted);
    QCOMPARE(pasted->picture.pixel(0, 0), qRgb(0, 0, 0));
    QCOMPARE(pasted->picture.pixel(1, 0), qRgb(1, 1, 1));
    QCOMPARE(pasted->picture.pixel(2, 0), qRgb(255, 255, 255));
}

void TestImageFile::orientationCanBeLeftAlone()
{
    const auto stored = readImage(golden + "exif_6.png", {.upright = false});
    const auto upright = readImage(golden + "exif_6.png");
    const auto plain = readImage(golden + "rgb.png");
    QVERIFY(stored && upright && plain);
    QCOMPARE(stored->orientation, 6);
    QCOMPARE(stored->pixelsSha256, plain->pixelsSha256);
    QCOMPARE(upright->size, plain->size.transposed());
}

void TestImageFile::aPastedPictureIsRead()
{
    QImage picture(2, 1, QImage::Format_ARGB32);
    picture.setPixel(0, 0, qRgba(10, 20, 30, 0)); // alpha is dropped, not blended
    picture.setPixel(1, 0, qRgba(40, 50, 60, 255));
    const auto image = models::fromPicture(picture);
    QVERIFY(image);
    QVERIFY(
        image->pixels.equal(at::tensor({10, 40, 20, 50, 30, 60}).to(at::kByte).reshape({3, 1, 2})));
    QVERIFY(image->fileSha256.empty() && image->file.isEmpty());
    QVERIFY(!models::fromPicture(QImage()));
}

void TestImageFile::thumbnailsKeepTheirShape()
{
    const QImage wide(400, 10, QImage::Format_RGB888);
    QCOMPARE(models::thumbnail(wide, {80, 80}).size(), QSize(80, 2));
    QCOMPARE(models::thumbnail(wide, {20, 20}).size(), QSize(20, 1)); // never empty
    QCOMPARE(models::thumbnail(wide, {500, 500}).size(), wide.size());
}

void TestImageFile::awkwardFilesOpenOrSayWhy_data()
{
    QTest::addColumn<QString>("refusal"); // empty: it opens
    for (const char* name : {"alpha.webp",
                             "animated.gif",
                             "bilevel.png",
                             "cmyk.jpg",
                             "cmyk.tif",
                             "exif_1.jpg",
                             "exif_2.jpg",
                             "exif_3.jpg",
                             "exif_4.jpg",
                             "exif_5.jpg",
                             "exif_6.jpg",
                             "exif_7.jpg",
                             "exif_8.jpg",
                             "exif_upright_reference.png",
                             "float32.tif",
                             "gray.jpg",
                             "gray16.png",
                             "gray16.tif",
                             "gray8.png",
                             "gray_alpha.png",
                             "icc_srgb.jpg",
                             "interlaced.png",
                             "lossless.webp",
                             "multipage.tif",
                             "no_extension",
                             "one_pixel.png",
                             "one_pixel_gray.jpg",
                             "one_row.png",
                             "palette.png",
                             "png_named_as.jpg",
                             "progressive.jpg",
                             "rgb.png",
                             "rgb16.png",
                             "rgb24.bmp",
                             "rgba.png",
                             "snow man \u2603 \u5199\u771f na\u00efve.jpg",
                             "subsampling_444.jpg",
                             "thin.png",
                             "trailing_garbage.jpg"})
        QTest::newRow(name) << QString();
    QTest::newRow("bad_crc.png") << "expected a complete PNG";
    QTest::newRow("empty.jpg") << "found an empty file";
    QTest::newRow("header_says_65500.png")
        << "expected at most 268435456 pixels, found 65500 x 65500";
    QTest::newRow("huge_bilevel.png") << "expected at most 268435456 pixels, found 20000 x 20000";
    QTest::newRow("text_inside.jpg") << "found something else";
    QTest::newRow("truncated.png") << "expected a complete PNG, found a file that is cut off";
    QTest::newRow("truncated_60.jpg") << "expected a complete JPEG";
    QTest::newRow("truncated_header.jpg") << "expected a complete JPEG";
}

void TestImageFile::awkwardFilesOpenOrSayWhy()
{
    needShared("data/awkward-files");
    QFETCH(QString, refusal);
    const QString name = QString::fromUtf8(QTest::currentDataTag());
    const QString folder = shared + "data/awkward-files/files/";
    const QJsonObject expected =
        jsonOf(shared + "data/awkward-files/expected.json")[name].toObject();
    const auto image = readImage(folder + name);
    if (!refusal.isEmpty()) {
        QVERIFY2(!image && messageOf(image).contains(refusal) && messageOf(image).contains(name),
                 qPrintable(messageOf(image)));
        return;
    }
    QVERIFY2(image, qPrintable(messageOf(image)));
    QCOMPARE(QString::fromStdString(image->fileSha256), expected["sha256"].toString());
    const QJsonObject pillow = expected["pillow"].toObject();
    QCOMPARE(image->pages, pillow["frames"].toInt());
    const QJsonArray size = expected.contains("upright_size") ? expected["upright_size"].toArray()
                                                              : pillow["size"].toArray();
    QCOMPARE(image->size, QSize(size[0].toInt(), size[1].toInt()));

    // Probes of JPEG files are of the picture before it was encoded.
    const bool lossy = pillow["format"] == "JPEG";
    for (const char* key : {"probes", "rgb_reference"})
        for (const QJsonValue& probe : expected[key].toArray()) {
            const QColor found = image->picture.pixelColor(probe["x"].toInt(), probe["y"].toInt());
            const QJsonValue value = probe["value"];
            for (int c = 0; c < 3; ++c) {
                const int channel = c == 0 ? found.red() : c == 1 ? found.green() : found.blue();
                double wanted = value.isArray() ? value[c].toDouble() : value.toDouble();
                if (image->window) // raw values: by the window that the result names
                    wanted = std::floor(std::clamp((wanted - image->window->low)
                                                       / (image->window->high - image->window->low),
                                                   0.0, 1.0)
                                            * 255
                                        + 0.5);
                QVERIFY2(std::abs(channel - wanted) <= (lossy ? 30 : 0),
                         qPrintable(QString("%1 != %2").arg(channel).arg(wanted)));
            }
        }
    QCOMPARE(image->notice.contains("Corrupt JPEG data"), name == "bit_rot.jpg"); // shown, but told
    if (name.startsWith("exif_")) {
        const auto reference = readImage(folder + "exif_upright_reference.png");
        const at::Tensor gap = (image->pixels.to(at::kFloat) - reference->pixels).abs();
        QVERIFY2(gap.mean().item<double>() < 4,
                 qPrintable(QString::number(gap.mean().item<double>())));
    }
}

void TestImageFile::everyAwkwardFileIsListed()
{
    needShared("data/awkward-files");
    const QStringList files =
        QDir(shared + "data/awkward-files/files").entryList(QDir::Files, QDir::Name);
    QCOMPARE(files.size(), 48);
    QCOMPARE(jsonOf(shared + "data/awkward-files/expected.json").size(), 48);
}

void TestImageFile::pillowsModesAreMet_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("tolerance");
    for (const char* name : {"grey8_80x60", "rgba_48", "la_80x60", "palette_40", "bilevel_80x60"})
        QTest::newRow(name) << ".rgb" << 0;
    QTest::newRow("grey16_80x60") << ".windowed" << 0;
    QTest::newRow("exif6_60x40") << ".transposed" << 2;
}

void TestImageFile::pillowsModesAreMet()
{
    needShared("parity/cases/image_modes");
    QFETCH(QString, key);
    QFETCH(int, tolerance);
    const QString name = QTest::currentDataTag();
    const QString folder = shared + "parity/cases/";
    const QJsonObject about =
        jsonOf(folder + "image_modes/expected.json")["images"].toObject()[name + ".png"].toObject();
    const auto expected =
        explain::readSafetensors((folder + "image_modes/expected.safetensors").toStdString());
    QVERIFY(expected);
    models::ReadOptions options;
    if (about.contains("max")) // the case takes the extremes for its window
        options.window = GreyWindow{about["min"].toDouble(), about["max"].toDouble()};
    const auto image =
        readImage(folder + "images/" + name + (name.startsWith("exif") ? ".jpg" : ".png"), options);
    QVERIFY2(image, qPrintable(messageOf(image)));
    const at::Tensor rgb = expected->tensors.at((name + key).toStdString()); // [H, W, 3]
    const double gap = distance(image->pixels, rgb.permute({2, 0, 1}));
    QVERIFY2(gap <= tolerance, qPrintable(QString::number(gap)));
}

QTEST_GUILESS_MAIN(TestImageFile)
#include "tst_image_file.moc"
