"""News on the desk: who may write, what a picture needs, what the public sees and when."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry
from maillage.territory.models import Region
from maillage.website.actions import save_news
from maillage.website.models import NewsPost
from tests.website.pictures import SVG, a_bomb, a_picture, upload, with_place_and_camera
from tests.website.publishing import a_post, a_report, on, words

NEW = "/en/desk/near/news/new/"
WRITTEN = {"title_fr": "Titre", "title_en": "Title", "text_fr": "Texte.", "text_en": "Text.", "picture_credit": ""}
WITH_PICTURE = {**WRITTEN, "picture_alt_fr": "Une table.", "picture_credit": "Ann Example"}


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def editor(cast, browser):
    return browser(cast.editor)


def pictures(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.*"))


@pytest.mark.parametrize(("who", "status"), [("member", 403), ("far_convenor", 404), ("stranger", 404), ("lead", 200)])
def test_editors_convenors_and_the_lead_write_news(cast, browser, who, status):
    assert browser(getattr(cast, who)).get("/en/desk/near/news/").status_code == status


def test_a_visitor_is_sent_to_sign_in(client, cast):
    assert client.get(NEW)["Location"].startswith("/en/account/")


def test_a_post_is_written_kept_and_published_later(editor, client, cast):
    assert editor.post(NEW, WRITTEN).status_code == 302
    post = NewsPost.objects.get()
    assert (post.title, post.text, post.region) == (
        {"fr": "Titre", "en": "Title"},
        {"fr": "Texte.", "en": "Text."},
        cast.near,
    )
    assert post.published_at is None
    assert client.get(f"/en/news/{post.public_id}/").status_code == 404
    before = Region.objects.get(pk=cast.near.pk).public_version
    editor.post(f"/en/desk/near/news/{post.public_id}/publish/")
    assert "Title Text." in words(client.get(f"/en/news/{post.public_id}/"))
    assert Region.objects.get(pk=cast.near.pk).public_version == before + 1
    verbs = AuditEntry.objects.order_by("id").values_list("verb", "owner")
    assert list(verbs) == [("write news", "near"), ("publish news", "near")]


def test_save_and_publish_does_both(editor):
    editor.post(NEW, {**WRITTEN, "publish": "1"})
    assert NewsPost.objects.get().published_at is not None


def test_a_published_post_keeps_its_day_when_edited_or_published_again(editor, cast):
    post = a_post(cast.near, on(1))
    editor.post(f"/en/desk/near/news/{post.public_id}/edit/", {**WRITTEN, "publish": "1"})
    post.refresh_from_db()
    assert (post.published_at, post.title["fr"]) == (on(1), "Titre")


def test_withdrawing_twice_is_noted_once(editor, cast):
    post = a_post(cast.near, on(1))
    for _time in range(2):
        editor.post(f"/en/desk/near/news/{post.public_id}/withdraw/")
    assert [entry.verb for entry in AuditEntry.objects.all()] == ["withdraw news"]


def test_withdrawing_takes_it_off_and_keeps_the_words(editor, client, cast):
    post = a_post(cast.near, on(1))
    editor.post(f"/en/desk/near/news/{post.public_id}/withdraw/")
    assert client.get(f"/en/news/{post.public_id}/").status_code == 404
    assert "A title" in words(editor.get("/en/desk/near/news/"))


def test_a_post_of_another_region_is_not_there(editor, cast):
    post = a_post(cast.far, None)
    for verb in ("edit", "publish", "withdraw", "picture"):
        address = f"/en/desk/near/news/{post.public_id}/{verb}/"
        answer = editor.get(address) if verb in {"edit", "picture"} else editor.post(address)
        assert answer.status_code == 404


def test_a_get_publishes_nothing(editor, cast):
    post = a_post(cast.near, None)
    assert editor.get(f"/en/desk/near/news/{post.public_id}/publish/").status_code == 405


def test_what_is_missing_is_said_beside_the_field(editor):
    page = words(editor.post(NEW, {"title_en": "Only English"}))
    assert "Write a title." in page
    assert "Write the text." in page
    assert NewsPost.objects.count() == 0


def test_an_empty_list_says_what_a_post_is(editor):
    assert "No post has been written yet. A short text, a picture if you like." in words(
        editor.get("/en/desk/near/news/")
    )


def test_text_becomes_paragraphs_with_links_and_never_markup(editor, client):
    text = 'One <script>alert(1)</script>\n\nTwo https://example.org/?a=1&b=2 and "quotes"'
    editor.post(NEW, {**WRITTEN, "text_en": text, "publish": "1"})
    body = client.get(NewsPost.objects.get().get_absolute_url().replace("/fr/", "/en/")).content.decode()
    assert "<p>One &lt;script&gt;alert(1)&lt;/script&gt;</p>" in body
    assert '<a href="https://example.org/?a=1&amp;b=2" rel="nofollow">' in body
    assert "<script>" not in body


def test_a_picture_comes_clean_and_is_shown_with_words_and_credit(editor, client, media):
    sent = {**WITH_PICTURE, "picture_alt_en": "A table.", "picture": upload(with_place_and_camera()), "publish": "1"}
    editor.post(NEW, sent)
    post = NewsPost.objects.get()
    body = client.get(f"/en/news/{post.public_id}/").content.decode()
    assert f'<img src="/en/pictures/{post.picture.name}" width="300" height="400" alt="A table.">' in body
    assert "Picture: Ann Example" in body
    response = client.get(f"/en/pictures/{post.picture.name}")
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "max-age=2592000" in response["Cache-Control"]
    assert b"serial number" not in response.content
    assert len(pictures(media)) == 1


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("picture_alt_fr", "Say what the picture shows, or remove the picture."),
        ("picture_credit", "Write who made the picture"),
    ],
)
def test_a_picture_needs_words_and_credit(editor, media, left_out, said):
    response = editor.post(NEW, {**WITH_PICTURE, left_out: "", "picture": upload(a_picture())})
    assert response.status_code == 422
    assert said in words(response)
    assert NewsPost.objects.count() == 0
    assert pictures(media) == []


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ no picture at all", "cat.jpg", "This file is not a picture we can read."),
        (SVG, "drawing.svg", "This file is not a picture we can read."),
        (SVG, "drawing.png", "This file is not a picture we can read."),
        (a_bomb(), "bomb.png", "This picture has more than 40 million pixels."),
    ],
)
def test_a_fake_picture_is_refused_in_a_sentence_and_changes_nothing(editor, media, content, name, said):
    response = editor.post(NEW, {**WITH_PICTURE, "picture": upload(content, name)})
    assert response.status_code == 422
    assert said in words(response)
    assert NewsPost.objects.count() == 0
    assert pictures(media) == []


def test_two_hundred_megabytes_are_refused_in_a_sentence(cast, media):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.editor)
    browser.get(NEW)
    token = browser.cookies["csrftoken"].value
    huge = upload(b"\xff\xd8\xff" + b"x" * 200_000_000)
    response = browser.post(NEW, {"csrfmiddlewaretoken": token, **WITH_PICTURE, "picture": huge})
    assert response.status_code == 422
    assert "larger than 8 MB" in words(response)
    assert 'value="Titre"' in response.content.decode()
    assert NewsPost.objects.count() == 0
    assert pictures(media) == []


def test_a_picture_is_served_only_while_its_post_is_out(editor, client, media):
    editor.post(NEW, {**WITH_PICTURE, "picture": upload(a_picture())})
    post = NewsPost.objects.get()
    address = f"/en/pictures/{post.picture.name}"
    assert client.get(address).status_code == 404
    preview = editor.get(f"/en/desk/near/news/{post.public_id}/picture/")
    assert (preview.status_code, preview["Cache-Control"]) == (200, "private, no-store")
    editor.post(f"/en/desk/near/news/{post.public_id}/publish/")
    assert client.get(address).status_code == 200
    editor.post(f"/en/desk/near/news/{post.public_id}/withdraw/")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("path", ["../secret-key", "news/../../secret-key", "news/none.jpg", "/etc/passwd", "%00"])
def test_no_other_file_is_served(client, cast, path):
    assert client.get(f"/en/pictures/{path}").status_code == 404


def test_a_new_picture_takes_the_place_of_the_old_file(editor, media, django_capture_on_commit_callbacks):
    editor.post(NEW, {**WITH_PICTURE, "picture": upload(a_picture())})
    (old,) = pictures(media)
    address = f"/en/desk/near/news/{NewsPost.objects.get().public_id}/edit/"
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(address, {**WITH_PICTURE, "picture": upload(a_picture("PNG", mode="RGBA"), "b.png")})
    (new,) = pictures(media)
    assert new != old
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(address, {**WRITTEN, "remove_picture": "on"})
    assert pictures(media) == []
    post = NewsPost.objects.get()
    assert (post.picture.name, post.picture_alt, post.picture_credit) == ("", {}, "")


def test_editing_words_keeps_the_picture(editor, media):
    editor.post(NEW, {**WITH_PICTURE, "picture": upload(a_picture())})
    post = NewsPost.objects.get()
    editor.post(f"/en/desk/near/news/{post.public_id}/edit/", {**WITH_PICTURE, "title_fr": "Autre"})
    kept = NewsPost.objects.get()
    assert (kept.title["fr"], kept.picture.name, kept.width) == ("Autre", post.picture.name, 400)


def test_a_language_the_form_does_not_show_keeps_its_words(editor, cast):
    post = a_post(cast.near, None, "Title")
    post.title = {"en": "Title", "pl": "Tytuł"}
    post.save()
    editor.post(f"/en/desk/near/news/{post.public_id}/edit/", WRITTEN)
    assert NewsPost.objects.get().title == {"pl": "Tytuł", "fr": "Titre", "en": "Title"}


def test_news_have_neighbours_among_reports(client, cast):
    a_report(cast.far, 1, on(1))
    post = a_post(cast.near, on(2))
    a_post(cast.near, on(3), "Later")
    page = words(client.get(f"/en/news/{post.public_id}/"))
    assert "Published before First roundtable · Far Published after Later" in page


def test_the_list_of_news_is_newest_first(client, cast):
    a_post(cast.near, on(1), "Older")
    a_post(cast.far, on(2), "Newer")
    assert "2 March 2022 Newer Far 1 March 2022 Older Near" in words(client.get("/en/news/"))


def test_a_post_sent_twice_is_one_and_leaves_no_second_file(editor, media):
    for _time in range(2):
        editor.post(NEW, {**WITH_PICTURE, "publish": "", "picture": upload(a_picture())})
    assert NewsPost.objects.count() == 1
    assert len(pictures(media)) == 1


def test_a_picture_is_written_outside_of_the_transaction_and_goes_when_nothing_is_kept(cast, media, monkeypatch):
    seen = []

    def refuse(*args, **kwargs):
        seen.append(len(pictures(media)))
        raise RuntimeError

    monkeypatch.setattr("maillage.website.actions.news.record", refuse)
    words = {"title": {"en": "Title"}, "text": {"en": "Text."}, "picture_alt": {"en": "A table."}}
    with pytest.raises(RuntimeError):
        save_news(region=cast.near, by=SYSTEM, picture=upload(a_picture()), picture_credit="Ann", **words)
    assert (seen, pictures(media), NewsPost.objects.count()) == ([1], [], 0)
