"use strict";
// The check of a certificate: a file can be dropped, and a private key or something far too large never leaves the computer.
(() => {
    const LARGEST = 400 * 1024;
    const form = document.getElementById("certificate-form");
    const file = document.getElementById("file");
    const pem = document.getElementById("pem");
    const drop = document.getElementById("drop");
    const notes = {large: document.getElementById("note-large"), private: document.getElementById("note-private")};

    const SECRET = /BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY|PuTTY-User-Key-File-|BEGIN SSH2 ENCRYPTED/;

    // Tag, start and end of the element at this place of some DER or BER; nothing where there is none.
    const element = (bytes, at) => {
        if (at + 2 > bytes.length) {
            return null;
        }
        const first = bytes[at + 1];
        if (first < 0x80) {
            return {tag: bytes[at], start: at + 2, end: at + 2 + first};
        }
        let length = 0;
        for (let octet = 0; octet < (first & 0x7f); octet++) {
            length = length * 256 + (bytes[at + 2 + octet] ?? 0);
        }
        const start = at + 2 + (first & 0x7f);
        return {tag: bytes[at], start, end: first === 0x80 ? bytes.length : start + length};
    };

    // The forms of private keys by their first elements: PKCS #1, #8 and #12, SEC 1, and Java's stores.
    const secretDer = bytes => {
        const magic = Array.from(bytes.subarray(0, 4), octet => octet.toString(16)).join("");
        if (magic === "feedfeed" || magic === "cececece") {
            return true;
        }
        const outer = element(bytes, 0);
        if (!outer || outer.tag !== 0x30) {
            return false;
        }
        const inner = [];
        for (let at = outer.start; at < Math.min(outer.end, bytes.length) && inner.length < 10;) {
            const next = element(bytes, at);
            if (!next) {
                break;
            }
            inner.push(next);
            at = next.end;
        }
        const tags = inner.map(each => each.tag);
        if (tags[0] === 2) {
            const version = bytes[inner[0].start];
            return tags[1] === 4 || (tags[1] === 2 && inner.length >= 6)
                || (tags[1] === 0x30 && (version === 3 || tags[2] === 4));
        }
        return tags.length === 2 && tags[0] === 0x30 && (tags[1] === 4 || tags[1] === 0x24);
    };

    const decoded = text => {
        try {
            return Uint8Array.from(atob(text.replace(/\s/g, "")), letter => letter.charCodeAt(0));
        } catch {
            return new Uint8Array();
        }
    };

    const secretText = text => SECRET.test(text)
        || (/^[A-Za-z0-9+/=\s]{40,}$/.test(text) && secretDer(decoded(text)));

    const secret = bytes => {
        const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
        const encoding = wide ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : "latin1";
        return secretText(new TextDecoder(encoding).decode(bytes)) || secretDer(bytes);
    };

    const say = which => {
        document.getElementById("note")?.remove();
        for (const [name, note] of Object.entries(notes)) {
            note.hidden = name !== which;
        }
        if (which) {
            file.value = "";
            pem.value = "";
            notes[which].scrollIntoView({block: "center"});
        }
        return which;
    };

    const objection = async () => {
        const chosen = file.files[0];
        if (chosen && chosen.size > LARGEST) {
            // the beginning tells, and a key must not be taken for something harmless
            return secret(new Uint8Array(await chosen.slice(0, LARGEST).arrayBuffer())) ? "private" : "large";
        }
        const hidden = secretText(pem.value)
            || (chosen && secret(new Uint8Array(await chosen.arrayBuffer())));
        return hidden ? "private" : pem.value.length > LARGEST ? "large" : null;
    };

    let cleared = false;
    form.addEventListener("submit", async event => {
        if (cleared) {
            cleared = false;
            return;
        }
        event.preventDefault();
        if (!say(await objection())) {
            cleared = true;
            form.requestSubmit();
        }
    });
    file.addEventListener("change", async () => {
        say(await objection());
    });
    document.getElementById("drop-hint").hidden = false;
    // a file that misses the place is not opened instead of the page
    for (const name of ["dragover", "drop"]) {
        document.addEventListener(name, event => event.preventDefault());
    }
    drop.addEventListener("dragover", () => drop.classList.add("muhr-drop-over"));
    drop.addEventListener("dragleave", () => drop.classList.remove("muhr-drop-over"));
    drop.addEventListener("drop", event => {
        drop.classList.remove("muhr-drop-over");
        if (event.dataTransfer.files.length) {
            file.files = event.dataTransfer.files;
            form.requestSubmit();
        }
    });
})();
