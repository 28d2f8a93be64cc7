"""Notes and checkpoints against the vectors of the Go reference and of C2SP."""

import base64
import json

import pytest

from services.audit.domain.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from services.audit.domain.note import NoteError, Signer, Verifier, key_id, split_note

# golang.org/x/mod/sumdb/note, package documentation (BSD-3-Clause); Ed25519 is deterministic.
GO_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
GO_NOTE = (
    GO_TEXT + "\n— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH = (
    "— EnochRoot "
    "rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
SPEC_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_NOTE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# The example in the text of C2SP tlog-checkpoint; its key is not published.
SPEC_CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
)
SIGNER = Signer("stadt.example/protokoll", bytes(range(32)))
HEAD = Checkpoint("stadt.example/protokoll", 3, bytes(range(32)), 17)


def test_signing_gives_the_reference_bytes():
    signer = Signer("PeterNeumann", GO_SEED)
    assert signer.sign(GO_TEXT) == GO_NOTE
    assert signer.verifier().text() == GO_VKEY


@pytest.mark.parametrize(("vkey", "note"), [(GO_VKEY, GO_NOTE), (SPEC_VKEY, SPEC_NOTE)])
def test_reference_notes_open(vkey, note):
    assert Verifier.parse(vkey).open(note) == split_note(note)[0]
    assert Verifier.parse(vkey).text() == vkey


def test_signatures_of_others_are_ignored():
    assert Verifier.parse(GO_VKEY).open(GO_NOTE + ENOCH) == GO_TEXT
    with pytest.raises(NoteError, match="not signed by PeterNeumann"):
        Verifier.parse(GO_VKEY).open(GO_TEXT + "\n" + ENOCH)


def test_an_altered_note_does_not_open():
    with pytest.raises(NoteError, match="wrong"):
        Verifier.parse(GO_VKEY).open(GO_NOTE.replace("answer", "Answer"))


@pytest.mark.parametrize(
    "vkey",
    [
        "", "PeterNeumann", GO_VKEY.replace("c74f", "c74e"), GO_VKEY[:-4], GO_VKEY + "BADKEY==",
        GO_VKEY.replace("Peter", "Peter "),
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)  # fmt: skip
def test_what_is_no_verifier_key(vkey):
    with pytest.raises(NoteError):
        Verifier.parse(vkey)


@pytest.mark.parametrize(
    "note",
    ["", "text\n", "text\n\n", "a\tb\n\n" + ENOCH, "text\n\n- EnochRoot rwz+eA==\n",
     "text\n\n— EnochRoot\n", "text\n\n— EnochRoot ???\n", "text\n\n— EnochRoot rwz+\n",
     "text\n\n" + ENOCH.rstrip("\n")],
)  # fmt: skip
def test_what_is_no_note(note):
    with pytest.raises(NoteError):
        split_note(note)


def test_key_id_is_over_name_type_and_key():
    assert key_id("PeterNeumann", Verifier.parse(GO_VKEY).public_key).hex() == "c74f20a3"


def test_a_checkpoint_survives_signing_and_opening():
    note = HEAD.sign(SIGNER)
    assert open_checkpoint(note, SIGNER.verifier()) == HEAD
    root = base64.b64encode(HEAD.root).decode()
    assert note.split("\n\n")[0] == f"stadt.example/protokoll\n3\n{root}\nnext-offset 17"


def test_the_specifications_example_reads_as_a_checkpoint():
    checkpoint = parse_checkpoint(SPEC_CHECKPOINT + "next-offset 5\n")
    assert (checkpoint.origin, checkpoint.tree_size) == ("example.com/behind-the-sofa", 20852163)
    assert base64.b64encode(checkpoint.root).decode() == SPEC_CHECKPOINT.split("\n")[2]


@pytest.mark.parametrize(
    ("old", "new"),
    [("\n3\n", "\n03\n"), ("\n3\n", "\n-3\n"), ("\n3\n", "\n\n"), ("\n3\n", "\n٣\n"),
     ("next-offset 17", "next-offset x"), ("next-offset 17\n", ""), ("AAEC", "????"),
     ("AAEC", ""), ("next-offset 17\n", "next-offset 17\nnext-offset 18\n")],
)  # fmt: skip
def test_what_is_no_checkpoint(old, new):
    text = HEAD.text()
    assert old in text
    with pytest.raises(NoteError):
        parse_checkpoint(text.replace(old, new))


def test_a_checkpoint_of_another_log_is_refused():
    other = Checkpoint("andere.example/protokoll", 3, HEAD.root, 17)
    with pytest.raises(NoteError, match="the key is named"):
        other.sign(SIGNER)
    with pytest.raises(NoteError, match="a checkpoint of andere"):
        open_checkpoint(SIGNER.sign(other.text()), SIGNER.verifier())


def test_text_must_end_with_a_newline():
    with pytest.raises(NoteError):
        SIGNER.sign(json.dumps("x"))
