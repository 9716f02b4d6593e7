"use strict";
// Pages of subscribers. A key is made here and kept encrypted under a passphrase; nothing of it is in any request.
(() => {
    const ITERATIONS = 600000; // of PBKDF2 with SHA-256
    const SHORTEST = 12;
    const LONGEST_FILE = 64 * 1024;
    const KEPT = "muhr-key";
    const OID = {
        pbes2: "1.2.840.113549.1.5.13",
        pbkdf2: "1.2.840.113549.1.5.12",
        hmacWithSha256: "1.2.840.113549.2.9",
        aes256: "2.16.840.1.101.3.4.1.42"
    };

    const octets = text => Uint8Array.from(text, letter => letter.charCodeAt(0));
    const binary = buffer => Array.from(new Uint8Array(buffer), octet => String.fromCharCode(octet)).join("");

    // What needs a script is shown by the script.
    const reveal = root => root.querySelectorAll("[data-script]").forEach(part => part.hidden = false);
    reveal(document);
    document.addEventListener("htmx:afterSwap", event => reveal(event.target.parentNode ?? document));

    function save(content, type, name) {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([content], {type}));
        link.download = name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    }

    function say(form, key, bad) {
        const place = form.querySelector("[data-say]");
        place.textContent = key ? form.dataset[key] : "";
        place.className = bad ? "mt-3 text-danger" : "mt-3";
    }

    // --- names -----------------------------------------------------------------------------------------------------

    document.addEventListener("click", event => {
        const button = event.target.closest("[data-add]");
        if (button) {
            const field = document.getElementById(button.dataset.add);
            const there = field.value.split(/[\s,;]+/).filter(name => name);
            const name = button.textContent.trim();
            const names = "replace" in button.dataset ? [name] : there.includes(name) ? there : [...there, name];
            field.value = names.join("\n");
            field.focus();
        }
    });

    // --- what is pasted or dropped -----------------------------------------------------------------------------------

    const isPrivate = text => text.includes("PRIVATE KEY");

    for (const form of document.querySelectorAll("[data-guard-private]")) {
        form.addEventListener("submit", event => {
            const field = form.querySelector("textarea");
            const found = isPrivate(field.value);
            form.querySelector("[data-complaint]").textContent = found ? form.dataset.guardPrivate : "";
            if (found) {
                event.preventDefault();
                field.value = "";
                field.focus();
            }
        });
    }

    async function read(input, file) {
        const complaint = input.form.querySelector("[data-complaint]");
        const text = file.size > LONGEST_FILE ? "" : await file.text();
        const other = !/-----BEGIN (NEW )?CERTIFICATE REQUEST-----/.test(text);
        const wrong = file.size > LONGEST_FILE ? "tooLong" : isPrivate(text) ? "private" : other ? "other" : "";
        complaint.textContent = wrong ? input.dataset[wrong] : "";
        if (wrong) {
            input.value = "";
        } else {
            document.getElementById(input.dataset.readInto).value = text;
        }
    }

    for (const input of document.querySelectorAll("[data-read-into]")) {
        input.addEventListener("change", () => input.files.length && read(input, input.files[0]));
        const field = document.getElementById(input.dataset.readInto);
        field.addEventListener("dragover", event => event.preventDefault());
        field.addEventListener("drop", event => {
            if (event.dataTransfer.files.length) {
                event.preventDefault();
                read(input, event.dataTransfer.files[0]);
            }
        });
    }

    // --- the key under a passphrase: PKCS #8 by PBES2 (RFC 8018 §6.2), which openssl reads -----------------------------

    async function cipher(passphrase, salt, iterations, use) {
        const secret = await crypto.subtle.importKey("raw", new TextEncoder().encode(passphrase), "PBKDF2", false, ["deriveKey"]);
        const way = {name: "PBKDF2", hash: "SHA-256", salt, iterations};
        return crypto.subtle.deriveKey(way, secret, {name: "AES-CBC", length: 256}, false, [use]);
    }

    async function locked(pkcs8, passphrase) {
        const {asn1, pem} = forge;
        const {Type} = asn1;
        const salt = crypto.getRandomValues(new Uint8Array(16));
        const iv = crypto.getRandomValues(new Uint8Array(16));
        const key = await cipher(passphrase, salt, ITERATIONS, "encrypt");
        const encrypted = await crypto.subtle.encrypt({name: "AES-CBC", iv}, key, pkcs8);
        const node = (type, value) => asn1.create(asn1.Class.UNIVERSAL, type, Array.isArray(value), value);
        const sequence = (...parts) => node(Type.SEQUENCE, parts);
        const oid = name => node(Type.OID, asn1.oidToDer(OID[name]).getBytes());
        const string = bytes => node(Type.OCTETSTRING, binary(bytes));
        const derivation = sequence(oid("pbkdf2"), sequence(
            string(salt),
            node(Type.INTEGER, asn1.integerToDer(ITERATIONS).getBytes()),
            sequence(oid("hmacWithSha256"), node(Type.NULL, ""))));
        const algorithm = sequence(oid("pbes2"), sequence(derivation, sequence(oid("aes256"), string(iv))));
        const body = asn1.toDer(sequence(algorithm, string(encrypted))).getBytes();
        return pem.encode({type: "ENCRYPTED PRIVATE KEY", body}).replace(/\r\n/g, "\n");
    }

    // Back from what locked() made, and from other programs' files by the library.
    async function unlocked(text, passphrase) {
        const {asn1, pki} = forge;
        const block = forge.pem.decode(text).find(each => each.type.endsWith("PRIVATE KEY"));
        try {
            const [algorithm, content] = asn1.fromDer(block.body).value;
            const [derivation, encryption] = algorithm.value[1].value;
            const [salt, count, hash] = derivation.value[1].value;
            const ours = asn1.derToOid(hash.value[0].value) === OID.hmacWithSha256
                && asn1.derToOid(encryption.value[0].value) === OID.aes256;
            if (ours) {
                const iterations = parseInt(forge.util.bytesToHex(count.value), 16);
                const key = await cipher(passphrase, octets(salt.value), iterations, "decrypt");
                const iv = octets(encryption.value[1].value);
                const der = await crypto.subtle.decrypt({name: "AES-CBC", iv}, key, octets(content.value));
                return pki.privateKeyFromAsn1(asn1.fromDer(binary(der)));
            }
        } catch (e) {
            // not of this shape, or not with this passphrase
        }
        try {
            return pki.decryptRsaPrivateKey(text, passphrase);
        } catch (e) {
            return null;
        }
    }

    // --- making the key ----------------------------------------------------------------------------------------------

    async function made(passphrase) {
        const {asn1, pki, md} = forge;
        const kind = {name: "RSASSA-PKCS1-v1_5", modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256"};
        const pair = await crypto.subtle.generateKey(kind, true, ["sign", "verify"]);
        const pkcs8 = await crypto.subtle.exportKey("pkcs8", pair.privateKey);
        const spki = await crypto.subtle.exportKey("spki", pair.publicKey);
        const request = pki.createCertificationRequest();
        request.publicKey = pki.publicKeyFromAsn1(asn1.fromDer(binary(spki)));
        request.setSubject([]);
        request.sign(pki.privateKeyFromAsn1(asn1.fromDer(binary(pkcs8))), md.sha256.create());
        const print = forge.util.bytesToHex(binary(await crypto.subtle.digest("SHA-256", spki)));
        return {
            name: "muhr-key-" + print.slice(0, 8) + ".pem",
            file: await locked(pkcs8, passphrase),
            csr: pki.certificationRequestToPem(request).replace(/\r\n/g, "\n")
        };
    }

    for (const form of document.querySelectorAll("[data-make-key]")) {
        form.addEventListener("submit", async event => {
            event.preventDefault();
            const [first, again] = form.querySelectorAll("input[type=password]");
            if (first.value.length < SHORTEST || !/^[\x20-\x7e]+$/.test(first.value)) {
                say(form, "weak", true);
                return;
            }
            if (first.value !== again.value) {
                say(form, "differs", true);
                return;
            }
            const button = form.querySelector("button");
            button.disabled = true;
            say(form, "working", false);
            try {
                const key = await made(first.value);
                sessionStorage.setItem(KEPT, key.file);
                const keep = () => save(key.file, "application/x-pem-file", key.name);
                keep();
                form.querySelector("[data-file]").hidden = false;
                form.querySelector("[data-save]").href = "#";
                form.querySelector("[data-save]").onclick = click => {
                    click.preventDefault();
                    keep();
                };
                document.getElementById("csr").value = key.csr;
                first.value = again.value = "";
                say(form, "made", false);
            } catch (e) {
                say(form, "failed", true);
            }
            button.disabled = false;
        });
    }

    // --- key and certificate in one file (RFC 7292) --------------------------------------------------------------------

    // The library reads certificates of RSA keys and signatures only; so it is given ours as they stand, and to write them so.
    const whole = block => ({octets: block.body, asn1: forge.asn1.fromDer(block.body, {decodeBitStrings: false})});

    function isOf(key, certificate) {
        const {asn1, pki} = forge;
        return certificate.octets.includes(asn1.toDer(pki.publicKeyToAsn1(pki.setRsaPublicKey(key.n, key.e))).getBytes());
    }

    function together(key, certificates, passphrase, name) {
        const options = {algorithm: "aes256", count: 20000, saltSize: 16, generateLocalKeyId: true, friendlyName: name};
        const {asn1, pki, pkcs12} = forge;
        pki.certificateToAsn1 = certificate => certificate.asn1;
        return octets(asn1.toDer(pkcs12.toPkcs12Asn1(key, certificates, passphrase, options)).getBytes());
    }

    for (const form of document.querySelectorAll("[data-make-p12]")) {
        const kept = sessionStorage.getItem(KEPT);
        const shown = document.getElementById(form.dataset.certificates).textContent;
        form.querySelector("[data-kept]").hidden = !kept;
        form.addEventListener("submit", async event => {
            event.preventDefault();
            const passphrase = form.querySelector("input[type=password]");
            const file = form.querySelector("input[type=file]").files[0];
            const text = file ? await file.text() : kept;
            if (!text || !isPrivate(text)) {
                say(form, "none", true);
                return;
            }
            say(form, "working", false);
            await new Promise(painted => setTimeout(painted, 20));
            const key = await unlocked(text, passphrase.value);
            if (!key) {
                say(form, "wrong", true);
                return;
            }
            const certificates = forge.pem.decode(shown).map(whole);
            if (!isOf(key, certificates[0])) {
                say(form, "differs", true);
                return;
            }
            const content = together(key, certificates, passphrase.value, form.dataset.name);
            save(content, "application/x-pkcs12", form.dataset.name + ".p12");
            passphrase.value = "";
            say(form, "made", false);
        });
    }
})();
