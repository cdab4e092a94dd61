"""Feeds of every kind and encoding as entries, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.errors import KhabarError
from khabar.ingest.feeds.documents import MOST, Document, canonical, day_of, read_document
from khabar.ingest.feeds.opml import feeds

URL = "https://news.example/feed.xml"
RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>موقع المثال</title><link>https://news.example/</link>
<item><title>وصول &quot;الوفد&quot; إلى المدينة</title><link>/1?utm_source=rss&amp;id=5</link>
<guid isPermaLink="false">n-1</guid><pubDate>Mon, 10 Mar 2025 00:30:00 +0300</pubDate>
<description>وصل الوفد اليوم.</description>
<content:encoded><![CDATA[<p>وصل الوفد اليوم&nbsp;إلى المدينة.</p><p>وقال المتحدث إن اللقاء غداً.</p>
<p>The post x appeared first on y.</p>]]></content:encoded></item>
<item><title>خبر ثان</title><link>https://news.example/2</link>
<description>&lt;b&gt;نص&lt;/b&gt; قصير &amp;amp; موجز</description></item>
<item><title>بلا رابط ولا نص</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>مثال</title>
<entry><id>tag:news.example,2025:1</id><title type="html">خبر &lt;i&gt;أول&lt;/i&gt;</title>
<link rel="self" href="/self"/><link href="/1"/><published>2025-03-10T00:30:00+03:00</published>
<updated>2025-03-12T00:00:00Z</updated><content type="html">&lt;p&gt;نص الخبر&lt;/p&gt;</content></entry></feed>"""


def read(text: str | bytes, **more: str) -> Document:
    return read_document(text.encode() if isinstance(text, str) else text, URL, URL, **more)


def refused(text: str | bytes, **more: str) -> KhabarError:
    with pytest.raises(KhabarError) as caught:
        read(text, **more)
    return caught.value


def check(document: Document) -> None:
    assert document.title == "موقع المثال"
    first, second = document.entries
    assert (first.key, first.link, first.published) == ("n-1", "https://news.example/1?id=5", "2025-03-10")
    assert first.title == 'وصول "الوفد" إلى المدينة'
    assert first.text == "وصل الوفد اليوم\u00a0إلى المدينة.\nوقال المتحدث إن اللقاء غداً."
    assert (second.key, second.text, second.published) == ("https://news.example/2", "نص قصير & موجز", None)


@pytest.mark.parametrize(
    ("declared", "real", "charset"),
    [
        ("utf-8", "utf-8", None),
        ("utf-8", "utf-8", "iso-8859-1"),
        ("windows-1256", "cp1256", None),
        ("utf-8", "cp1256", "windows-1256"),
        ("iso-8859-1", "cp1256", None),
        ("windows-1256", "utf-8", "utf-8"),
        ("utf-16", "utf-16", None),
        ("iso-8859-6", "iso8859-6", None),
    ],
)
def test_encodings(declared: str, real: str, charset: str | None) -> None:
    text = RSS.format(encoding=declared)
    if real == "iso8859-6":
        text = text.replace("&nbsp;", "&#160;")
    document = read_document(text.encode(real), URL, URL, charset)
    assert document.trouble is None
    check(document)


def test_atom() -> None:
    (entry,) = read(ATOM).entries
    assert (entry.key, entry.link, entry.title) == ("tag:news.example,2025:1", "https://news.example/1", "خبر أول")
    assert (entry.published, entry.text) == ("2025-03-10", "نص الخبر")


def test_old_kinds() -> None:
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>م</title></channel>
    <item><title>خبر</title><link>https://news.example/1</link><dc:date>2025-03-10T08:00:00+03:00</dc:date></item>
    </rdf:RDF>"""
    (entry,) = read(rdf).entries
    assert (entry.link, entry.published) == ("https://news.example/1", "2025-03-10")
    netscape = """<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
    "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>م</title>
    <item><title>خبر</title><link>https://news.example/1</link></item></channel></rss>"""
    assert [e.title for e in read(netscape).entries] == ["خبر"]


def test_json_feed() -> None:
    text = json.dumps({
        "version": "https://jsonfeed.org/version/1.1", "title": "مثال",
        "items": [{"id": "1", "url": "/1", "title": "خبر", "content_html": "<p>نص</p>",
                   "date_published": "2025-03-10T01:00:00+03:00"}, {"id": "2"}, "x"],
    })  # fmt: skip
    (entry,) = read(text).entries
    assert (entry.key, entry.link, entry.text, entry.published) == ("1", "https://news.example/1", "نص", "2025-03-10")
    assert refused('{"version": "1"}').code == "feed-none"
    assert refused("{broken").code == "feed-broken"
    assert refused("{" * 100_000).code == "feed-broken"


def test_an_entry_changes_with_what_it_says() -> None:
    first = read(ATOM).entries[0].digest
    assert read(ATOM.replace("2025-03-12", "2025-03-13")).entries[0].digest == first
    assert read(ATOM.replace("نص الخبر", "نص آخر")).entries[0].digest != first
    assert read(ATOM.replace("أول", "ثان")).entries[0].digest != first


# what is refused


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text("كلمة السر")
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "cp1256"])
@pytest.mark.parametrize("before", ["", "\n", "<!-- <rss> -->", "<?style x?>\n<!-- a -->", '<!DOCTYPE x SYSTEM "y">'])
def test_entities_are_refused(secret: Path, encoding: str, before: str) -> None:
    attack = f"""<?xml version="1.0"?>{before}<!DOCTYPE rss [<!ENTITY file SYSTEM "{secret.as_uri()}">]>
    <rss version="2.0"><channel><title>&file;</title><item><title>خبر من المدينة &file;</title>
    <link>http://x/</link></item></channel></rss>"""
    problem = refused(attack.encode(encoding))
    assert problem.code == "feed-declares"
    assert "السر" not in str(problem)


def test_billion_laughs() -> None:
    entities = '<!ENTITY a0 "ها">' + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    assert refused(f"<!DOCTYPE rss [{entities}]><rss><channel><title>&a12;</title></channel></rss>").code == (
        "feed-declares"
    )
    assert refused(f"<rss>{entities}<channel/></rss>").code in ("feed-broken", "feed-none")


def test_a_feed_about_entities_is_no_attack() -> None:
    text = RSS.format(encoding="utf-8").replace("وصل الوفد اليوم&nbsp;", "<![CDATA[<!ENTITY x>]]>", 1)
    assert len(read(text).entries) == 2


# what is broken


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    whole = RSS.format(encoding="utf-8")
    for broken in (whole.replace("</channel>", "</chanel>"), whole[:-20], whole.replace("&quot;", "& ", 1)):
        document = read(broken)
        assert len(document.entries) == 2
        assert document.trouble
        assert "line" in document.trouble
    assert read(whole.replace("الوفد", "الو\x0bفد", 1).replace("&quot;", "&laquo;")).trouble is None


def test_nothing_of_a_feed() -> None:
    assert refused("<rss version='2.0'><channel><title>م").code == "feed-broken"
    assert refused("<html><body>صفحة</body></html>").message.endswith("but a web page")
    assert refused("<svg xmlns='http://www.w3.org/2000/svg'/>").code == "feed-none"
    assert refused(b"").code == "file-empty"
    assert refused(b"\x89PNG\r\n").code == "file-binary"
    assert refused("نص عادي", kind="text/plain").message.endswith("something else (text/plain)")
    assert read("<rss version='2.0'><channel><title>م</title></channel></rss>").entries == []


def test_a_page_names_its_feeds() -> None:
    page = """<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml">
    <link rel='alternate' type='application/atom+xml' href='https://news.example/atom'></head></html>"""
    assert "https://news.example/rss.xml, https://news.example/atom" in refused(page).hint


def test_very_many_and_very_deep() -> None:
    items = "".join(f"<item><link>https://news.example/{n}</link></item>" for n in range(MOST + 5))
    document = read(f"<rss version='2.0'><channel>{items}</channel></rss>")
    assert len(document.entries) == MOST
    assert document.trouble
    assert document.entries[-1].link == f"https://news.example/{MOST - 1}"
    deep = "<a>" * 5_000
    assert refused(f"<rss version='2.0'><channel>{deep}").code == "feed-broken"


def test_what_would_keep_the_parser_busy() -> None:
    """Refused, or without what costs: the tests would take minutes otherwise."""

    def item(inside: str, marks: str = "") -> str:
        return (
            f"<rss version='2.0'><channel><item {marks}><link>http://a.example/b</link>{inside}</item></channel></rss>"
        )

    categories = "".join(f"<category>{n}</category><dc:subject>{n}</dc:subject>" for n in range(50_000))
    assert len(read(item(categories)).entries) == 1
    words = f"<itunes:keywords>{','.join(map(str, range(100_000)))}</itunes:keywords>"
    assert len(read(item(words, "xmlns:itunes='http://www.itunes.com/DTDs/Podcast-1.0.dtd'")).entries) == 1
    assert refused(item("", " ".join(f"a{n}='x'" for n in range(50_000)))).code == "feed-broken"
    assert refused("<rss><channel>" + "<" * 500_000).code == "feed-broken"
    assert refused(item("<a/>" * 500_000)).code == "feed-broken"


def test_canonical() -> None:
    assert canonical("HTTPS://News.example/1?utm_source=a&id=3&fbclid=x#top") == "https://news.example/1?id=3"
    assert canonical("/1?q=%D8%A3&x", URL) == "https://news.example/1?q=%D8%A3&x"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Mon, 10 Mar 2025 23:30:00 -0500", "2025-03-10"), ("10 Mar 25 01:00 GMT", "2025-03-10"),
        ("2025-03-10T00:00:00+03:00", "2025-03-10"), ("2025-03-10", "2025-03-10"), ("قبل ساعة", None), ("", None),
        ("Mon, 99 Mar 2025 00:00:00 GMT", None), ("2025-13-10", None),
    ],
)  # fmt: skip
def test_days(said: str, day: str | None) -> None:
    assert day_of(said) == day


# lists of feeds


def test_opml(tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        """<?xml version="1.0"?><opml version="2.0"><body><outline text="أخبار">
        <outline type="rss" xmlUrl="https://news.example/a" /><outline XMLURL="https://news.example/b"/>
        <outline xmlUrl="https://news.example/a"/><outline xmlUrl="file:///etc/passwd"/></outline></body></opml>"""
    )
    plain = tmp_path / "feeds.txt"
    plain.write_text("# هنا\nhttps://news.example/c\n\nfeed://news.example/d\n")
    errors: list[KhabarError] = []
    found = feeds([str(opml), str(plain), "feed:https://news.example/e", "https://news.example/a"], errors)
    assert found == [
        "https://news.example/a", "https://news.example/b", "https://news.example/c", "http://news.example/d",
        "https://news.example/e",
    ]  # fmt: skip
    assert [e.code for e in errors] == ["address-invalid"]


def test_lists_that_cannot_be_read(tmp_path: Path, secret: Path) -> None:
    broken, attack, empty = tmp_path / "a.opml", tmp_path / "b.opml", tmp_path / "c.opml"
    broken.write_text("<opml><body><outline>")
    attack.write_text(f'<!DOCTYPE o [<!ENTITY x SYSTEM "{secret.as_uri()}">]><opml><body>&x;</body></opml>')
    empty.write_text("<opml><body/></opml>")
    errors: list[KhabarError] = []
    names = [str(p) for p in (broken, attack, empty, tmp_path / "none.opml", tmp_path)]
    assert feeds(names, errors) == []
    assert [e.code for e in errors] == [
        "feed-broken", "feed-declares", "feeds-missing", "path-missing", "path-unreadable",
    ]  # fmt: skip
