"""What transport.py leans on in python-socketio and python-engineio. Fails loudly when an upgrade moves it."""

import inspect

import engineio
import socketio
from engineio import async_socket
from engineio import packet as eio_packet
from socketio import msgpack_packet
from socketio import packet as sio_packet
from socketio.async_manager import AsyncManager
from socketio.async_pubsub_manager import AsyncPubSubManager

from signaling import transport


def parameters(function: object) -> list[str]:
    assert callable(function)
    return list(inspect.signature(function).parameters)


def source(thing: object) -> str:
    return inspect.getsource(thing)  # type: ignore[arg-type]


def test_the_methods_we_override_are_there_and_take_what_they_took() -> None:
    assert parameters(engineio.AsyncServer._handle_connect) == ["self", "environ", "transport", "jsonp_index"]
    assert parameters(engineio.AsyncServer._service_task) == ["self"]
    assert parameters(engineio.AsyncServer.handle_request) == ["self", "args", "kwargs"]
    assert parameters(async_socket.AsyncSocket.send) == ["self", "pkt"]
    assert parameters(async_socket.AsyncSocket.schedule_ping) == ["self"]
    assert parameters(async_socket.AsyncSocket._websocket_handler) == ["self", "ws"]
    assert parameters(async_socket.AsyncSocket.close) == ["self", "wait", "abort", "reason"]
    assert parameters(socketio.AsyncServer._handle_eio_message) == ["self", "eio_sid", "data"]
    assert parameters(socketio.AsyncServer._handle_connect) == ["self", "eio_sid", "namespace", "data"]
    assert parameters(socketio.AsyncServer._handle_disconnect) == ["self", "eio_sid", "namespace", "reason"]
    assert parameters(socketio.AsyncServer._engineio_server_class) == ["self"]
    assert parameters(msgpack_packet.MsgPackPacket.encode) == ["self"]
    assert parameters(msgpack_packet.MsgPackPacket.decode) == ["self", "encoded_packet"]
    emit = ["self", "event", "data", "namespace", "room", "skip_sid", "callback", "to", "kwargs"]
    assert parameters(AsyncManager.emit) == emit
    for hook in ("_publish", "_listen", "_handle_emit", "_thread", "initialize"):
        assert hasattr(AsyncPubSubManager, hook)


def test_the_methods_we_call_are_there() -> None:
    assert parameters(socketio.AsyncServer._send_packet) == ["self", "eio_sid", "pkt"]
    assert parameters(async_socket.AsyncSocket.handle_get_request) == ["self", "environ"]
    assert parameters(engineio.AsyncServer._trigger_event) == ["self", "event", "args", "kwargs"]
    for name in ("eio_sid_from_sid", "sid_from_eio_sid", "is_connected"):
        assert hasattr(AsyncManager, name)


def test_a_websocket_is_made_the_way_we_replace() -> None:
    assert "self.server._async['websocket']" in source(async_socket.AsyncSocket._upgrade_websocket)
    assert "return await getattr(self, '_upgrade_' + transport)(environ)" in source(
        async_socket.AsyncSocket.handle_get_request
    )
    assert "self.start_service_task" in source(engineio.AsyncServer._handle_connect)


def test_messages_reach_the_decoder_only_through_the_packet_class() -> None:
    """The guard reads a frame before; the packet class must be handed what it found, and decode nothing itself."""
    assert "pkt = self.packet_class(encoded_packet=data)" in source(socketio.AsyncServer._handle_eio_message)
    assert "self.attachment_count = self.decode(encoded_packet) or 0" in source(sio_packet.Packet.__init__)


def test_members_of_a_group_are_kept_as_we_read_them() -> None:
    manager = transport.FanOut()
    manager.basic_enter_room("sid", "/", None, eio_sid="eio")
    manager.basic_enter_room("sid", "/", "group")
    assert dict(manager.rooms["/"]["group"].items()) == {"sid": "eio"}


def test_packet_types_have_their_numbers() -> None:
    assert (sio_packet.CONNECT, sio_packet.DISCONNECT, sio_packet.EVENT) == (0, 1, 2)
    assert (sio_packet.ACK, sio_packet.CONNECT_ERROR) == (3, 4)
    assert (eio_packet.OPEN, eio_packet.CLOSE, eio_packet.PING, eio_packet.PONG, eio_packet.MESSAGE) == (0, 1, 2, 3, 4)


def test_nothing_of_ours_changes_the_libraries_for_everybody() -> None:
    """engineio sets its Packet's json class-wide when it is told of one; we never tell it."""
    assert eio_packet.Packet.json is engineio.json
    assert msgpack_packet.MsgPackPacket.encode is not transport.Packet.encode


def test_a_frame_is_what_the_rfc_says() -> None:
    for size, head in ((1, b"\x82\x01"), (125, b"\x82\x7d"), (126, b"\x82\x7e\x00\x7e"), (70_000, b"\x82\x7f")):
        made = transport.frame(b"x" * size)
        assert made.startswith(head)
        assert made.endswith(b"x" * size)
    assert transport.frame(eio_packet.Packet(eio_packet.PING).encode()) == b"\x81\x012"
