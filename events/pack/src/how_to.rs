//! What the pack says of checking it, for people.

use crate::write::Request;
use proof::Checkpoint;

/// The text of `HOW-TO-VERIFY.txt`.
pub(crate) fn text(request: &Request, checkpoint: &Checkpoint) -> String {
    format!(
        "\
How to check this evidence pack

This file is an evidence pack of the log {origin}. It holds events exactly as they were recorded,
the words and files that are disclosed, and what is needed to check them. You need to trust nobody
for that: neither whoever gave you the pack, nor a network, nor us.

Two ways to check it:

1. Open the page verify.html of Golden Thread in a browser, disconnect from the network if you like,
   and drop the pack into it. The pack does not leave your computer.
2. Run the program: golden-thread verify PACK

Both say whether the pack is genuine, what is withheld and why, and what was erased and by which
event. Do not unpack it first, and do not pack it again: the pack as a whole is what is signed.

Compare what they show with what you were told by another way, such as minutes of a meeting, a
letter, or somebody on the telephone:

   key, to read out     {fingerprint}
   events in the log    {size}
   short code           {code}

If you kept an earlier short code or checkpoint, give it too: then the check tells whether the log
was changed since. A pack by itself shows that it is whole and signed with the key above. That the
key is the right one, only something that you have from elsewhere can show.

To read the pack, unpack a copy and open the pages in the folder read with a browser. They are
there for reading; what is checked are the events themselves, in leaves.ndjson.

How to write a program of your own that checks packs is told in docs/pack-format.md of Golden
Thread. The proofs are those of RFC 9162, the signatures those of C2SP signed-note.
",
        origin = request.key.name(),
        fingerprint = request.key.fingerprint(),
        size = checkpoint.size,
        code = checkpoint.short_code(),
    )
}
