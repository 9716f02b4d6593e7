#!/usr/bin/env python3
"""A second verifier of exports of the audit log, from the description of the package pk.muhr.evidence.export alone.

verify_export.py KEYS FILE…: exits 0 and says what it verified, or exits 1 and says what is not true, a line for each
file. Needs openssl.
"""

import base64
import binascii
import datetime
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile
import zlib


TEXTS = {"actor", "role", "request", "subject"}
FILES = re.compile(r"README\.txt|log-key\.txt|(first-|stamped-)?checkpoint|consistency\.json|stamped-(checkpoint\.tsr|consistency\.json|issuers\.pem)|(records|certificates)\.jsonl"
                   r"|authorities/[a-z0-9-]+\.cer|policies/[0-9a-f]{64}/[\w-][\w.-]*")


class Lie(Exception):
    pass


def require(holds, what):
    if not holds:
        raise Lie(what)


def sha256(octets):
    return hashlib.sha256(octets).digest()


def openssl(key, text, signature):
    """Whether the key, a DER SubjectPublicKeyInfo, signed the text."""
    with tempfile.TemporaryDirectory() as directory:
        place = pathlib.Path(directory)
        (place / "key").write_bytes(key)
        (place / "text").write_bytes(text)
        (place / "signature").write_bytes(signature)
        return subprocess.run(
            ["openssl", "dgst", "-sha256", "-verify", place / "key", "-keyform", "DER",
             "-signature", place / "signature", place / "text"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def keys(path):
    """By name and key id, the keys in a file."""
    found = {}
    for line in pathlib.Path(path).read_text().splitlines():
        name, key_id, typed = line.split("+", 2)
        octets = base64.b64decode(typed)
        require(octets[0] == 2 and sha256(octets[1:])[:4].hex() == key_id, "no key: " + line)
        found[name, key_id] = octets[1:]
    return found


def note(text, known):
    """The text of a signed note, when a known key signed it, and the name of that key."""
    require(text.count("\n\n") == 1 and text.endswith("\n"), "not a note")
    said, _, signatures = text.partition("\n\n")
    said += "\n"
    for line in signatures.splitlines():
        dash, name, value = line.split(" ")
        octets = base64.b64decode(value, validate=True)
        require(dash == "\u2014" and base64.b64encode(octets).decode() == value, "not a signature: " + line)
        key = known.get((name, octets[:4].hex()))
        if key and openssl(key, said.encode(), octets[4:]):
            return said, name
    raise Lie("no known key signed this note")


def checkpoint(text, known):
    """Size and root of a signed tree."""
    said, name = note(text, known)
    origin, size, root = said.splitlines()
    require(origin == name, "the checkpoint of another log")
    return int(size), base64.b64decode(root, validate=True)


def leaf(entry):
    return sha256(b"\0" + entry)


def node(left, right):
    return sha256(b"\1" + left + right)


def root_of(index, size, hashed, proof):
    """RFC 9162, 2.1.3.2."""
    require(0 <= index < size, "a place outside of the tree")
    place, last = index, size - 1
    for sibling in proof:
        require(last > 0, "the proof is too long")
        if place % 2 or place == last:
            hashed = node(sibling, hashed)
            while place and not place % 2:
                place >>= 1
                last >>= 1
        else:
            hashed = node(hashed, sibling)
        place >>= 1
        last >>= 1
    require(last == 0, "the proof is too short")
    return hashed


def continues(first, old, second, new, proof):
    """RFC 9162, 2.1.4.2."""
    if first == second:
        return old == new and not proof
    if first & (first - 1) == 0:
        proof = [old] + proof
    place, last = first - 1, second - 1
    while place % 2:
        place >>= 1
        last >>= 1
    before = after = proof[0]
    for sibling in proof[1:]:
        require(last > 0, "the proof is too long")
        if place % 2 or place == last:
            before, after = node(sibling, before), node(sibling, after)
            while place and not place % 2:
                place >>= 1
                last >>= 1
        else:
            after = node(after, sibling)
        place >>= 1
        last >>= 1
    return last == 0 and before == old and after == new


def record(line, size, root):
    """Checks a line against the tree; gives the record."""
    shown = json.loads(line)
    entry = base64.b64decode(shown["entry"], validate=True)
    proof = [bytes.fromhex(each) for each in shown["proof"]]
    require(root_of(shown["index"], size, leaf(entry), proof) == root, "the entry is not in the tree")
    said = json.loads(entry)
    fields = said.pop("fields")
    closed = shown["openings"] == []  # only the leaf is left
    require(closed or sorted(fields) == [each["name"] for each in shown["openings"]], "the entry has other fields")
    require(all(name in TEXTS or name.startswith("details.") for name in fields), "a field that no record has")
    said["details"] = {}
    for each in shown["openings"]:
        salt = bytes.fromhex(each["salt"])
        require(len(salt) == 16, "no salt")
        value = sha256(salt + each["name"].encode() + b"\0" + each["json"].encode())
        require(base64.b64encode(value).decode() == fields[each["name"]], "another value of " + each["name"])
        whole, _, detail = each["name"].partition("details.")
        (said["details"] if not whole else said)[detail or whole] = value = json.loads(each["json"])
        require(isinstance(value, str) or not whole, "no text: " + each["name"])
    proving = {name: shown[name] for name in ("index", "entry", "openings", "proof")}
    require(shown == {**said, **proving}, "what is readable is not what is proved")
    return shown


def asked(query, records, size):
    """Checks that the records are such as were asked for, and that none is missing where all were."""
    require(set(query) <= {"since", "from", "to", "event", "authority", "body", "profile"}, "nobody can ask for this")
    begin, end = time(query.get("from", "0001-01-01T00:00:00Z")), time(query.get("to", "9999-12-31T23:59:59Z"))
    for each in records:
        require(begin <= time(each["at"]) < end, "a record of another time")
        require(all(query.get(name, each.get(name)) == each.get(name) for name in ("event", "authority")),
                "a record that was not asked for")
    since = int(query.get("since", "0"))
    require(all(each["index"] >= since for each in records), "a record of before")
    require(set(query) - {"since"} or len(records) == size - since, "records are left out")


def time(text):
    return datetime.datetime.fromisoformat(text)


def export_says(text, content, known):
    said, _ = note(text, known)
    require(said == "muhr audit export\n" + content.hex() + "\n", "the signature is of another export")


def all_records(each, size, root):
    records = [record(line, size, root) for line in each]
    places = [one["index"] for one in records]
    require(places == sorted(set(places)), "the records are not in order")
    return records


def issued(records, each, authorities):
    """Checks the certificates against the records that they were issued, in their order; not their signatures."""
    said = [one for one in records if one["event"] == "CERTIFICATE_ISSUED" and one["openings"]]
    require(len(said) == len(each), "other certificates than the records say")
    for one, line in zip(said, each):
        shown = json.loads(line)
        der = base64.b64decode(shown["der"], validate=True)
        require(sha256(der).hex() == shown["sha256"] == one["subject"], "another certificate")
        require("authorities/" + one["authority"] + ".cer" in authorities, "the issuer is missing")


def lines(octets, known):
    require(octets.endswith(b"\n"), "the last line has no end")
    first, *rest = octets[:-1].split(b"\n")
    size, root = checkpoint(json.loads(first)["checkpoint"], known)
    ending = json.loads(rest.pop())
    query = json.loads(first)["query"]
    if "since" in query:
        earlier = json.loads(rest.pop(0))
        place, old = checkpoint(earlier["first"], known)
        proof = [bytes.fromhex(each) for each in earlier["proof"]]
        require(str(place) == query["since"] and continues(place, old, size, root, proof), "the tree does not continue")
    records = all_records(rest, size, root)
    asked(query, records, size)
    require(ending["records"] == len(rest), "some records are missing")
    before = octets[:octets[:-1].rindex(b"\n") + 1]
    export_says(ending["signature"], sha256(before), known)
    require(json.dumps(ending, separators=(",", ":"), ensure_ascii=False).encode() == octets[len(before):-1],
            "the last line is written otherwise")
    return "%d records" % len(rest)


def stamped(files):
    return verified(files["manifest.json"], files["manifest.tsr"], "".join(
        "-----BEGIN CERTIFICATE-----\n%s-----END CERTIFICATE-----\n" % base64.encodebytes(content).decode()
        for name, content in files.items() if name.startswith("authorities/")).encode())


def verified(data, reply, authorities, *more):
    with tempfile.TemporaryDirectory() as directory:
        place = pathlib.Path(directory)
        (place / "data").write_bytes(data)
        (place / "reply").write_bytes(reply)
        (place / "authorities").write_bytes(authorities)
        return subprocess.run(
            ["openssl", "ts", "-verify", "-data", place / "data", "-in", place / "reply",
             "-CAfile", place / "authorities", *more], capture_output=True).returncode == 0


def archive(path, octets, known):
    require(sha256(octets[:-64]).hex().encode() == octets[-64:], "octets of the archive were changed")
    with zipfile.ZipFile(path) as opened:
        names = opened.namelist()
        require(len(names) == len(set(names)), "two files of one name")
        files = {name: opened.read(name) for name in names}
    manifest = json.loads(files["manifest.json"])
    export_says(files["manifest.sig"].decode(), sha256(files["manifest.json"]), known)
    require(set(names) - {"manifest.tsr"} == set(manifest["files"]) | {"manifest.json", "manifest.sig"}, "other files")
    if "manifest.tsr" in files:
        require(stamped(files), "the time-stamp is not one of the manifest")
    require(all(FILES.fullmatch(name) for name in manifest["files"]), "files that no export has")
    for name, digest in manifest["files"].items():
        require(sha256(files[name]).hex() == digest, "another file: " + name)
    size, root = checkpoint(files["checkpoint"].decode(), known)
    if "first-checkpoint" in files:
        first, old = checkpoint(files["first-checkpoint"].decode(), known)
        proof = [bytes.fromhex(each) for each in json.loads(files["consistency.json"])["proof"]]
        require(continues(first, old, size, root, proof), "the tree does not continue the earlier one")
    if any(name.startswith("stamped-") for name in files):
        first, old = checkpoint(files["stamped-checkpoint"].decode(), known)
        proof = [bytes.fromhex(each) for each in json.loads(files["stamped-consistency.json"])["proof"]]
        require(continues(first, old, size, root, proof), "the tree does not continue the stamped one")
        require(verified(files["stamped-checkpoint"], files["stamped-checkpoint.tsr"], files["stamped-issuers.pem"],
                         "-partial_chain"), "the time-stamp is not one of the checkpoint")
    if "since" in manifest["query"]:
        require("first-checkpoint" in files and str(first) == manifest["query"]["since"], "another earlier tree")
    records = all_records(files["records.jsonl"].split(b"\n")[:-1], size, root)
    certificates = files["certificates.jsonl"].split(b"\n")[:-1]
    require(len(records) == manifest["records"] and len(certificates) == manifest["certificates"], "other numbers")
    asked(manifest["query"], records, size)
    issued(records, certificates, files)
    bundles = {name.split("/")[1] for name in files if name.startswith("policies/")}
    require(bundles == {each["policy"] for each in records if "policy" in each}, "other policies than records name")
    return "%d records, %d certificates" % (len(records), len(certificates))


def lie_of(known, path):
    octets = pathlib.Path(path).read_bytes()
    try:
        said = archive(path, octets, known) if octets[:2] == b"PK" else lines(octets, known)
    except (Lie, ValueError, KeyError, TypeError, IndexError, AttributeError, binascii.Error,
            zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as lie:
        return "%s: %s: %s" % (path, type(lie).__name__, str(lie).replace("\n", " "))
    print("verified: " + said)


def main(key_file, *paths):
    known = keys(key_file)
    lies = [lie for path in paths for lie in [lie_of(known, path)] if lie]
    if lies:
        sys.exit("\n".join(lies))


if __name__ == "__main__":
    main(*sys.argv[1:])
