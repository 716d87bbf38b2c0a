// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/sha256.h"
#include "tests/support/check.h"

#include <fstream>
#include <unistd.h>

using namespace explain;

TEST(standardVectorsHold)
{
    // FIPS 180-2, appendix B, and the empty message.
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
          == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256(std::string(1000000, 'a'))
          == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(piecesMakeTheSameHashAsTheWhole)
{
    std::string bytes;
    for (int i = 0; i < 1000; ++i)
        bytes += char(i * 37);
    for (const std::size_t piece : {1u, 3u, 55u, 56u, 63u, 64u, 65u, 128u, 999u}) {
        Sha256 hash;
        for (std::size_t at = 0; at < bytes.size(); at += piece)
            hash.add(bytes.data() + at, std::min(piece, bytes.size() - at));
        CHECK(hash.hex() == sha256(bytes));
    }
}

TEST(filesAreReadWholeAndOnlyRegularOnes)
{
    const auto file =
        std::filesystem::temp_directory_path() / ("tst_sha256-" + std::to_string(::getpid()));
    std::ofstream(file, std::ios::binary) << std::string(1000000, 'a');
    const auto hash = sha256OfFile(file);
    REQUIRE_OK(hash);
    CHECK(*hash == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");

    Progress impatient;
    impatient.cancelled = [] { return true; };
    const auto cancelled = sha256OfFile(file, impatient);
    CHECK(!cancelled && cancelled.error().kind == Error::Kind::Cancelled);
    std::filesystem::remove(file);

    for (const char* wrong : {"/", "/dev/zero", "/there/is/no/such/file"}) {
        const auto refused = sha256OfFile(wrong);
        CHECK(!refused && refused.error().kind == Error::Kind::Input);
    }
}
