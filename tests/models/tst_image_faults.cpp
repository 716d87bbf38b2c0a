// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/image_files.h"

#include <ATen/ATen.h>

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <sys/stat.h>
#include <zlib.h>

using models::readImage;
using pictures::bytesOf;
using pictures::golden;
using pictures::jsonOf;
using pictures::messageOf;

namespace {

QString writeFile(const QTemporaryDir& folder, const QString& name, const QByteArray& bytes)
{
    QFile file(folder.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName()
                                                                                : QString();
}

void everyPicture()
{
    QTest::addColumn<QString>("name");
    for (const QString& name : jsonOf(golden + "expected.json").keys())
        QTest::newRow(qPrintable(name)) << name;
}

} // namespace

class TestImageFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noPartOfAFileIsShown_data();
    void noPartOfAFileIsShown();
    void damageNeverCrashes_data();
    void damageNeverCrashes();
    void sizeIsCheckedBeforeDecoding_data();
    void sizeIsCheckedBeforeDecoding();
    void oneSideIsCheckedBeforeDecoding_data();
    void oneSideIsCheckedBeforeDecoding();
    void onlyRegularFilesAreOpened();
    void whatIsNoImageSaysSo();
};

void TestImageFaults::noPartOfAFileIsShown_data()
{
    everyPicture();
}

/// A cut may take away what follows the pixels, but never a part of them.
void TestImageFaults::noPartOfAFileIsShown()
{
    QFETCH(QString, name);
    const auto whole = readImage(golden + name);
    QVERIFY(whole);
    const QByteArray bytes = bytesOf(golden + name);
    const QTemporaryDir folder;
    int refused = 0;
    for (int percent = 1; percent <= 100; percent += 3) {
        const QByteArray part = bytes.left(bytes.size() * percent / 100 - 1);
        const auto image = readImage(writeFile(folder, "part", part));
        QVERIFY2(!image || image->pixelsSha256 == whole->pixelsSha256,
                 qPrintable(QString("%1 %").arg(percent)));
        refused += !image;
    }
    QVERIFY2(refused >= 10, qPrintable(QString::number(refused)));
}

void TestImageFaults::damageNeverCrashes_data()
{
    everyPicture();
}

void TestImageFaults::damageNeverCrashes()
{
    QFETCH(QString, name);
    const QByteArray bytes = bytesOf(golden + name);
    const QTemporaryDir folder;
    QRandomGenerator dice(20);
    for (int trial = 0; trial < 40; ++trial) {
        QByteArray damaged = bytes;
        for (int i = 0; i <= trial % 4; ++i) // early bytes hold the sizes and the tables
            damaged[dice.bounded(dice.bounded(1, int(bytes.size())))] = char(dice.generate());
        const auto image = readImage(writeFile(folder, "damaged", damaged));
        if (image)
            QCOMPARE(image->pixels.size(0), 3);
        else
            QCOMPARE(image.error().kind, explain::Error::Kind::Input);
    }
}

void TestImageFaults::sizeIsCheckedBeforeDecoding_data()
{
    QTest::addColumn<QByteArray>("bytes");
    // 30,000 x 30,000 in the headers alone, with nothing behind: a decoder would complain of that.
    QByteArray png = bytesOf(golden + "rgb.png");
    png.replace(16, 8, QByteArray::fromHex("0000753000007530"));
    png.replace(29, 4, QByteArray::fromHex("e9456fed")); // checksum of the changed header
    QTest::newRow("png") << png;
    QByteArray bmp = bytesOf(golden + "rgb.bmp");
    bmp.replace(18, 8, QByteArray::fromHex("3075000030750000"));
    QTest::newRow("bmp") << bmp;
    QByteArray gif = bytesOf(golden + "two_frames.gif");
    gif.replace(6, 4, QByteArray::fromHex("30753075"));
    QTest::newRow("gif") << gif;
    QByteArray jpeg = bytesOf(golden + "rgb.jpg");
    const qsizetype frame = jpeg.indexOf(QByteArray::fromHex("ffc0"));
    jpeg.replace(frame + 5, 4, QByteArray::fromHex("75307530"));
    QTest::newRow("jpeg") << jpeg;
    QByteArray tiff = bytesOf(golden + "grey16.tif");
    tiff.replace(tiff.indexOf(QByteArray::fromHex("0001040001000000")) + 8, 4,
                 QByteArray::fromHex("30750000"));
    tiff.replace(tiff.indexOf(QByteArray::fromHex("0101040001000000")) + 8, 4,
                 QByteArray::fromHex("30750000"));
    QTest::newRow("tiff") << tiff;
}

void TestImageFaults::sizeIsCheckedBeforeDecoding()
{
    QFETCH(QByteArray, bytes);
    const QTemporaryDir folder;
    const QString message = messageOf(readImage(writeFile(folder, "large", bytes)));
    QVERIFY2(message.endsWith("expected at most 268435456 pixels, found 30000 x 30000"),
             qPrintable(message));
}

void TestImageFaults::oneSideIsCheckedBeforeDecoding_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("found");
    // One more than 2^20 in the headers, with few pixels in all.
    QByteArray png = bytesOf(golden + "rgb.png");
    png.replace(16, 8, QByteArray::fromHex("0010000100000001"));
    const auto sum = quint32(::crc32(0, reinterpret_cast<const Bytef*>(png.constData()) + 12, 17));
    qToBigEndian(sum, png.data() + 29);
    QTest::newRow("png") << png << "1048577 x 1";
    QByteArray bmp = bytesOf(golden + "rgb.bmp");
    bmp.replace(18, 8, QByteArray::fromHex("0200000001001000"));
    QTest::newRow("bmp") << bmp << "2 x 1048577";
    QByteArray tiff = bytesOf(golden + "grey16.tif");
    tiff.replace(tiff.indexOf(QByteArray::fromHex("0001040001000000")) + 8, 4,
                 QByteArray::fromHex("01001000"));
    tiff.replace(tiff.indexOf(QByteArray::fromHex("0101040001000000")) + 8, 4,
                 QByteArray::fromHex("03000000"));
    QTest::newRow("tiff") << tiff << "1048577 x 3";
}

void TestImageFaults::oneSideIsCheckedBeforeDecoding()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, found);
    const QTemporaryDir folder;
    const QString message = messageOf(readImage(writeFile(folder, "long", bytes)));
    QVERIFY2(message.endsWith("expected at most 1048576 pixels a side, found " + found),
             qPrintable(message));
}

void TestImageFaults::onlyRegularFilesAreOpened()
{
    const QTemporaryDir folder;
    const QString pipe = folder.filePath("pipe");
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    for (const QString& path :
         {pipe, folder.path(), QString("/dev/zero"), folder.filePath("missing"), QString()}) {
        const auto image = readImage(path);
        QVERIFY2(!image, qPrintable(path));
        QCOMPARE(image.error().kind, explain::Error::Kind::Input);
        QVERIFY2(messageOf(image).startsWith(path), qPrintable(messageOf(image)));
    }
}

void TestImageFaults::whatIsNoImageSaysSo()
{
    const QTemporaryDir folder;
    const QString text = writeFile(folder, "notes é.png", "no image, only words\n");
    QCOMPARE(messageOf(readImage(text)),
             text + ": expected a PNG, JPEG, TIFF, BMP, WebP or GIF image, found something else");
    const QString empty = writeFile(folder, "empty.png", {});
    QCOMPARE(messageOf(readImage(empty)), empty + ": expected an image, found an empty file");
}

QTEST_GUILESS_MAIN(TestImageFaults)
#include "tst_image_faults.moc"
