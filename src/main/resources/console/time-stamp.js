"use strict";
// The check of a time-stamp: the file is hashed here and never sent.
(() => {
    const LARGEST = 1024 * 1024 * 1024;
    const data = document.getElementById("data");
    const form = document.getElementById("stamp-form");
    const fields = {"SHA-256": "hash", "SHA-384": "sha384", "SHA-512": "sha512"};
    const show = (id, shown) => {
        document.getElementById(id).hidden = !shown;
    };
    const hex = digest => Array.from(new Uint8Array(digest), octet => octet.toString(16).padStart(2, "0")).join("");
    let hashing = Promise.resolve();

    const hash = async file => {
        for (const id of Object.values(fields)) {
            document.getElementById(id).value = "";
        }
        show("hashed", false);
        show("note-large", file.size > LARGEST);
        if (file.size > LARGEST) {
            return;
        }
        show("hashing", true);
        try {
            const bytes = await file.arrayBuffer();
            for (const [algorithm, id] of Object.entries(fields)) {
                document.getElementById(id).value = hex(await crypto.subtle.digest(algorithm, bytes));
            }
            show("hashed", true);
        } catch {
            show("note-large", true); // it does not fit into memory, or cannot be read
        } finally {
            show("hashing", false);
        }
    };

    show("data-part", true);
    data.addEventListener("change", () => {
        if (data.files[0]) {
            hashing = hash(data.files[0]);
        }
    });
    // a hash that is typed is meant instead of those of a file before
    document.getElementById("hash").addEventListener("input", () => {
        document.getElementById("sha384").value = "";
        document.getElementById("sha512").value = "";
    });
    form.addEventListener("submit", async event => {
        if (!document.getElementById("hashing").hidden) {
            event.preventDefault();
            await hashing;
            form.requestSubmit();
        }
    });
})();
