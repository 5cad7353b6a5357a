import pytest

from bot.playground.files import UploadedFile, Uploads
from bot.playground.trigger_ids import ApiError

BASE = "http://127.0.0.1/upload/"


def sent(uploads: Uploads, name: str, content: bytes) -> str:
    file_id, address = uploads.begin(name, len(content))
    uploads.receive(address.removeprefix(BASE), content)
    return file_id


@pytest.mark.parametrize(
    ("name", "mimetype", "filetype"),
    [
        ("plan.csv", "text/csv", "csv"),
        ("plan.pdf", "application/pdf", "pdf"),
        ("plan", "application/octet-stream", ""),
    ],
)
def test_a_file_says_what_it_is_by_its_name(name: str, mimetype: str, filetype: str):
    shown = UploadedFile("F1", name, "The plan", b"a,b\n").payload()
    assert (shown["mimetype"], shown["filetype"], shown["size"]) == (mimetype, filetype, 4)
    assert (shown["name"], shown["title"]) == (name, "The plan")


def test_a_page_gets_what_it_shows_and_not_what_is_in_it():
    file = UploadedFile("F1", "plan.csv", "The plan", "é".encode())
    assert file.to_page() == {"id": "F1", "name": "plan.csv", "title": "The plan", "size": 2}
    assert file.text == "é"


def test_a_file_is_there_once_it_has_arrived_and_keeps_its_name_as_its_title():
    uploads = Uploads(BASE)
    one, two = sent(uploads, "one.csv", b"1"), sent(uploads, "two.csv", b"22")
    files = uploads.finish([(two, None), (one, "Number one")])
    assert [(file.id, file.title, file.content) for file in files] == [
        (two, "two.csv", b"22"),
        (one, "Number one", b"1"),
    ]


def test_what_has_not_arrived_or_was_taken_before_is_not_there():
    uploads = Uploads(BASE)
    arrived = sent(uploads, "one.csv", b"1")
    missing, _ = uploads.begin("two.csv", 2)
    for wanted in ([arrived, missing], [arrived, arrived], ["F9"]):
        with pytest.raises(ApiError, match="file_not_found"):
            uploads.finish([(file_id, None) for file_id in wanted])
    uploads.finish([(arrived, None)])
    with pytest.raises(ApiError, match="file_not_found"):
        uploads.finish([(arrived, None)])


def test_only_what_was_promised_is_taken():
    uploads = Uploads(BASE)
    _, address = uploads.begin("one.csv", 3)
    with pytest.raises(ApiError, match="wrong_length"):
        uploads.receive(address.removeprefix(BASE), b"1234")
    with pytest.raises(ApiError, match="not_found"):
        uploads.receive("guessed", b"123")
