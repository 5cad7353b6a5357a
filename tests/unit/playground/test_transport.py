from fakes.postgres_refusal import refusing_postgres
from slack_bolt import BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.playground.loopback import LoopbackServer, Request, Response
from bot.playground.transport import FORM, Ack, deliver, in_process, over_http, signed

SECRET = "0123456789abcdef"
BODY = "command=%2Froles&text=compare+cmo+cro"


def test_slacks_own_verifier_accepts_the_signature():
    assert SignatureVerifier(SECRET).is_valid_request(BODY, signed(SECRET, BODY, FORM))


def test_the_verifier_refuses_another_secret_another_body_and_an_old_request():
    verifier = SignatureVerifier(SECRET)
    assert not verifier.is_valid_request(BODY, signed("another", BODY, FORM))
    assert not verifier.is_valid_request(BODY + "!", signed(SECRET, BODY, FORM))
    assert not verifier.is_valid_request(BODY, signed(SECRET, BODY, FORM, now=1_600_000_000))


def test_a_request_travels_over_http_with_its_headers():
    got: list[Request] = []

    def route(request: Request) -> Response:
        got.append(request)
        return Response(body=b"fine")

    with LoopbackServer(route) as server:
        ack = deliver(over_http(f"{server.url}/slack/events"), BODY, signed(SECRET, BODY, FORM))
    assert (ack.status, ack.body) == (200, "fine")
    (request,) = got
    assert (request.method, request.path, request.body) == ("POST", "/slack/events", BODY)
    assert SignatureVerifier(SECRET).is_valid_request(request.body, dict(request.headers))


def test_an_app_that_is_not_running_counts_as_unavailable():
    with LoopbackServer(lambda _: Response()) as server:
        address = f"{server.url}/slack/events"
    assert over_http(address)(BODY, {}) == (503, "")


def test_a_port_without_http_and_an_address_that_cannot_be_requested_count_as_unavailable():
    with refusing_postgres("28000", "no such user") as address:
        assert over_http(f"http://{address}/slack/events")(BODY, {}) == (503, "")
        assert over_http(f"http://{address}/slack events")(BODY, {}) == (503, "")


def test_a_request_reaches_an_app_in_the_same_process():
    send = in_process(lambda request: BoltResponse(status=200, body=request.raw_body.upper()))
    assert send("hello", {}) == (200, "HELLO")


def test_the_clock_says_how_long_an_acknowledgement_took():
    times = iter([100.0, 103.5])
    assert deliver(lambda *_: (200, ""), BODY, {}, lambda: next(times)).is_late


def test_an_acknowledgement_after_three_seconds_does_not_count():
    assert Ack(200, "", 2.9).is_ok
    assert not Ack(200, "", 3.1).is_ok
    assert not Ack(500, "", 0.1).is_ok
