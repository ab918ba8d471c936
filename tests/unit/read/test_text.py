"""Encodings of plain text."""

import pytest

from kg.errors import UnreadableError
from kg.read.text import decode

SIMPLIFIED = "六盘水市人民政府关于印发任务分工的通知\r\n一、开工建设3个项目。（市水利局负责）\n"
TRADITIONAL = "臺州市人民政府關於印發任務分工的通知\n一、開工建設3個項目。（市水務局負責）\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        (SIMPLIFIED, "gb2312"),
        (SIMPLIFIED, "gbk"),
        (SIMPLIFIED + "𠮷㐂\ue000", "gb18030"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "utf-8"),
    ],
)
def test_encoding(text: str, encoding: str) -> None:
    found, is_utf8 = decode(text.encode(encoding), "a.txt")
    assert found == text
    assert is_utf8 is (encoding == "utf-8")


def test_utf8_text_is_not_altered() -> None:
    text = "\ufeff标题\r\n\x00\u202e\x1b[0m\u2028尾"
    assert decode(text.encode(), "a.txt") == (text, True)


def test_a_few_broken_bytes_are_shown_and_the_text_counts_as_extracted() -> None:
    data = (SIMPLIFIED * 20).encode()
    found, is_utf8 = decode(data[:700] + b"\xff" + data[701:], "a.txt")
    assert "\ufffd" in found
    assert found.count("市水利局") >= 19
    assert not is_utf8


def test_lone_surrogates_are_broken_bytes() -> None:
    data = (SIMPLIFIED * 20).encode() + "\ud800".encode("utf-8", "surrogatepass")
    found, _ = decode(data, "a.txt")
    found.encode()  # can be written again
    wide = SIMPLIFIED.encode("utf-16") * 1 + b"\x00\xd8"
    decode((SIMPLIFIED * 40).encode("utf-16") + b"\x00\xd8" + wide[2:], "a.txt")[0].encode()


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 40,
        b"\x00" * 5000,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 90,
        "日本語のテキストです。これは公文書ではありません。".encode("shift-jis") * 9,
        SIMPLIFIED.encode("utf-16-le") + bytes(range(256)) * 9,
    ],
    ids=["all bytes", "zeros", "picture", "another language", "half of it"],
)
def test_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"^odd\.txt: this is no text .* Save it as UTF-8"):
        decode(data, "odd.txt")
