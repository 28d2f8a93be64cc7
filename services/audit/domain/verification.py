"""Reading the whole log again: one pass, constant memory, the first bad record by name.

Four witnesses are compared with the bytes, each able to convict another: the hash column and the
derived columns of the row, the order of stream offsets, the stored hash tiles, and the signed
checkpoints. Where a tile and the entries disagree, the next checkpoint says which of them lies.
"""

from collections.abc import Iterable, Iterator

from services.audit.domain.checkpoint import Checkpoint
from services.audit.domain.classification import Evidence, classify
from services.audit.domain.entry import CONFLICT, NOTHING, OK, UNREADABLE, Derived, derive
from services.audit.domain.merkle import HASH_BYTES, TILE_WIDTH, leaf_hash
from services.audit.domain.stored import FIRST_DERIVED, SignedHead, StoredEntry, StoredTile, Tiles
from services.audit.domain.tree import FinishedTile, Tree
from services.audit.domain.verdict import Fault, FaultKind, Verdict


class Verification:
    """One run. Feed it all rows in order of sequence, then ask for the verdict.

    `heads` are the stored checkpoints in order of size, `position` is the next stream offset
    audit has not read: no entry can come from there or later. `known` are checkpoints kept by
    others, in any order.
    """

    def __init__(
        self,
        tiles: Tiles,
        heads: Iterator[SignedHead],
        evidence: Evidence,
        *,
        position: int,
        newest_size: int,
        known: Iterable[Checkpoint] = (),
    ) -> None:
        self._tiles, self._heads, self._evidence = tiles, heads, evidence
        self._position, self._newest_size = position, newest_size
        self._known = sorted(known, key=lambda head: head.tree_size)
        self._known_left = list(self._known)
        self._tree = Tree()
        self._head = next(heads, None)
        self._offsets = (-2, -1)  # of the two rows before
        self._proven = 0  # size of the newest checkpoint whose root was met
        self._suspect: tuple[int, str] | None = None  # sequence, tile: who lies is still open
        self._conflict: Fault | None = None
        self._rollback: Fault | None = None
        self._fault: Fault | None = None
        self._unreadable = 0

    @property
    def size(self) -> int:
        """How many entries were found in order so far."""
        return self._tree.size

    def feed(self, row: StoredEntry) -> bool:
        """Check the next row; False once tampering was found and nothing more is to be read."""
        if not (isinstance(row.body, bytes) and isinstance(row.stream_offset, int)):
            self._fault = Fault(self._tree.size, FaultKind.CHANGED)  # SQLite stores any type
            return False
        # One comparison for what is right; what exactly is wrong is asked only where it is not.
        leaf, derived = leaf_hash(row.body), derive(row.body)
        before, offset = self._offsets[1], row.stream_offset
        if (
            row[:1] + row[2:3] + row[FIRST_DERIVED:] == (self._tree.size, leaf, *derived)
            and before < offset < self._position
            and (row.mark == UNREADABLE) is (derived is NOTHING)
        ):
            fault = self._append(leaf) or self._pass_checkpoints()
        else:
            fault = self._row_fault(row, leaf, derived)
        if fault is not None:
            # An earlier tile that disagreed is the first bad record, whoever turns out to lie.
            self._fault = self._resolved_suspect(entries_lie=True) or fault
            return False
        self._offsets = (before, offset)
        if row.mark != OK:
            self._note_mark(row)
        return True

    def _row_fault(self, row: StoredEntry, leaf: bytes, derived: Derived) -> Fault:
        expected = self._tree.size
        if row.sequence != expected:
            return Fault(expected, FaultKind.MISSING)
        if leaf != row.entry_hash:
            return self._hash_fault(expected, leaf)
        if derived != row.derived or (row.mark == UNREADABLE) is derived.readable:
            return Fault(expected, FaultKind.CHANGED, _changed_column(row, derived))
        return self._offset_fault(row)

    def _hash_fault(self, sequence: int, leaf: bytes) -> Fault:
        if self._evidence.recorded(sequence) == leaf:
            return Fault(sequence, FaultKind.CHANGED, "column entry_hash")
        return self._classified(sequence)

    def _offset_fault(self, row: StoredEntry) -> Fault:
        if row.stream_offset >= self._position:
            return Fault(row.sequence, FaultKind.INSERTED)
        before_last = self._offsets[0]
        # Whichever of the two does not fit between its neighbours is the odd one.
        odd = row.sequence if row.stream_offset <= before_last else max(row.sequence - 1, 0)
        leaf = row.entry_hash if odd == row.sequence else self._evidence.observed(odd)
        if odd < self._proven or odd == row.sequence or self._tiled(odd) == leaf:
            return Fault(odd, FaultKind.CHANGED, "column stream_offset")
        return Fault(odd, FaultKind.SWAPPED)

    def _tiled(self, sequence: int) -> bytes | None:
        tile = self._tiles.tile(0, sequence // TILE_WIDTH)
        at = sequence % TILE_WIDTH * HASH_BYTES
        return tile.hashes[at : at + HASH_BYTES] if tile else None

    def _append(self, leaf: bytes) -> Fault | None:
        for tile in self._tree.append(leaf):
            self._compare_tile(tile)
        if self._suspect and self._suspect[0] < self._proven:
            return self._resolved_suspect(entries_lie=False)
        return None

    def _compare_tile(self, tile: FinishedTile) -> None:
        stored = self._tiles.tile(tile.level, tile.number)
        if stored != (tile.hashes, tile.root) and self._suspect is None:
            first = tile.number * TILE_WIDTH + _first_difference(stored, tile.hashes)
            self._suspect = (first * TILE_WIDTH**tile.level, f"tile {tile.level}/{tile.number}")

    def _resolved_suspect(self, *, entries_lie: bool) -> Fault | None:
        if self._suspect is None:
            return None
        (sequence, tile), self._suspect = self._suspect, None
        return self._classified(sequence) if entries_lie else _tile_fault(sequence, tile)

    def _pass_checkpoints(self) -> Fault | None:
        size = self._tree.size
        while self._known_left and self._known_left[0].tree_size <= size:
            self._compare_known(self._known_left.pop(0), size)
        if self._head is None or self._head.tree_size > size:
            return None
        head, self._head = self._head, next(self._heads, None)
        signed = head.checkpoint
        if signed is None or signed.tree_size != size:
            return Fault(size - 1, FaultKind.CHANGED, f"checkpoint {head.tree_size}")
        if signed.root != self._tree.frontier.root():
            return self._resolved_suspect(entries_lie=True) or self._classified_since(self._proven)
        self._proven = size
        return self._resolved_suspect(entries_lie=False)

    def _compare_known(self, head: Checkpoint, size: int) -> None:
        if (
            head.tree_size == size
            and head.root != self._tree.frontier.root()
            and not self._rollback
        ):
            self._rollback = Fault(size - 1, FaultKind.ROLLED_BACK, f"checkpoint {size}")

    def _classified(self, sequence: int) -> Fault:
        return classify(sequence, self._evidence, entries_lack=self._entries_lack())

    def _classified_since(self, proven: int) -> Fault:
        """Entries from `proven` on do not give the signed root; the first one that also differs
        from what was recorded is the bad one, else the first of them."""
        for sequence in range(proven, self._tree.size):
            if self._evidence.observed(sequence) != self._evidence.recorded(sequence):
                return self._classified(sequence)
        return self._classified(proven)

    def _entries_lack(self) -> bool:
        return (
            self._evidence.observed(self._newest_size - 1) is None if self._newest_size else False
        )

    def _note_mark(self, row: StoredEntry) -> None:
        if row.mark == CONFLICT and self._conflict is None:
            self._conflict = Fault(row.sequence, FaultKind.CONFLICT)
        self._unreadable += row.mark == UNREADABLE

    def verdict(self) -> Verdict:
        """What was found, once all rows were fed or `feed` said stop."""
        fault = self._fault or self._missing_end() or self._resolved_suspect(entries_lie=True)
        if self._rollback is None and self._known_left and fault is None:
            newest = self._known_left[-1].tree_size
            self._rollback = Fault(self.size, FaultKind.ROLLED_BACK, f"checkpoint {newest}")
        faults = tuple(one for one in (fault, self._conflict, self._rollback) if one)
        return Verdict(self.size, self._tree.frontier.root(), faults, self._unreadable)

    def _missing_end(self) -> Fault | None:
        if self._head is not None:
            return Fault(self.size, FaultKind.TRUNCATED, f"checkpoint {self._head.tree_size}")
        if self._tiles.count(0) > self.size // TILE_WIDTH:
            return Fault(self.size, FaultKind.TRUNCATED)
        return None


def _tile_fault(sequence: int, tile: str) -> Fault:
    return Fault(sequence, FaultKind.CHANGED, tile)


def _first_difference(stored: StoredTile | None, hashes: bytes) -> int:
    """Number of the first hash a stored tile has otherwise; 0 if it lacks or only its root does."""
    if stored is None:
        return 0
    for at in range(0, len(hashes), HASH_BYTES):
        if stored.hashes[at : at + HASH_BYTES] != hashes[at : at + HASH_BYTES]:
            return at // HASH_BYTES
    return 0


def _changed_column(row: StoredEntry, derived: Derived) -> str:
    for name, stored, read in zip(Derived._fields, row.derived, derived, strict=True):
        if stored != read:
            return f"column {name}"
    return "column mark"
