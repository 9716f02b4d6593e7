"use strict";
// Shows that a record is in the log, with nothing but the document, the log's key and the tiles: no answer of the server is
// believed, each is computed again (RFC 9162 §2.1.3.2; C2SP signed-note, tlog-checkpoint, tlog-tiles).
(() => {
    const LEAF = 0;
    const NODE = 1;
    const WIDTH = 256;
    const ECDSA = 2;
    const DEEPEST = 62;
    const DETAIL = "details.";
    const utf8 = text => new TextEncoder().encode(text);
    const at = id => document.getElementById(id);

    const joined = (...parts) => {
        const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
        let place = 0;
        for (const part of parts) {
            all.set(part, place);
            place += part.length;
        }
        return all;
    };
    const sha256 = async bytes => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const hex = bytes => Array.from(bytes, octet => octet.toString(16).padStart(2, "0")).join("");
    const ofHex = text => {
        require(/^([0-9a-f]{2})*$/.test(text), "no hexadecimal");
        return Uint8Array.from(text.match(/../g) ?? [], pair => parseInt(pair, 16));
    };
    const ofBase64 = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
    const base64 = bytes => btoa(String.fromCharCode(...bytes));
    const same = (one, other) => hex(one) === hex(other);
    const leafHash = entry => sha256(joined([LEAF], entry));
    const nodeHash = (left, right) => sha256(joined([NODE], left, right));

    const require = (holds, why) => {
        if (!holds) {
            throw new Error(why);
        }
    };

    // A value in one form, so that two can be compared: members in the order of their names.
    const canonical = value => JSON.stringify(value, (_, part) =>
        part && typeof part === "object" && !Array.isArray(part)
            ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
            : part);

    // Times with more digits than Date has: the seconds, and the fraction without zeros at its end.
    const moment = text => {
        const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/.exec(text);
        require(parts, "no time");
        return parts[1] + "." + (parts[2] ?? "").replace(/0+$/, "");
    };

    // What the record says, by the names under which the leaf commits to it.
    const said = record => {
        const values = {actor: record.actor};
        for (const name of ["role", "request", "subject"]) {
            if (record[name] !== undefined && record[name] !== null) {
                values[name] = record[name];
            }
        }
        for (const [name, value] of Object.entries(record.details ?? {})) {
            values[DETAIL + name] = value;
        }
        return values;
    };

    // Every value is the one that the leaf commits to, none is missing and none too many.
    const values = async (record, proof) => {
        const line = JSON.parse(proof.entry);
        require(line.seq === record.seq && moment(line.at) === moment(record.at), "another record's leaf");
        require(line.event === record.event && line.outcome === record.outcome, "the leaf says something else");
        require((line.authority ?? null) === (record.authority ?? null), "the leaf names another authority");
        require((line.policy ?? null) === (record.policy ?? null), "the leaf names another policy");
        const wanted = said(record);
        const names = Object.keys(wanted).sort();
        require(canonical(names) === canonical(Object.keys(line.fields).sort()), "the leaf has other fields");
        require(canonical(names) === canonical(proof.openings.map(each => each.name).sort()), "other values are opened");
        for (const opening of proof.openings) {
            require(canonical(JSON.parse(opening.json)) === canonical(wanted[opening.name]), opening.name);
            const salt = ofHex(opening.salt);
            require(salt.length === 16, "a salt of another length");
            const commitment = await sha256(joined(salt, utf8(opening.name), [0], utf8(opening.json)));
            require(base64(commitment) === line.fields[opening.name], opening.name);
        }
        return names.join(", ");
    };

    const powerBelow = count => {
        let power = 1;
        while (power * 2 < count) {
            power *= 2;
        }
        return power;
    };

    // The root that a proof leads to from a leaf.
    const rootOf = async (index, size, leaf, path) => {
        require(Number.isSafeInteger(index) && index >= 0 && index < size && path.length <= DEEPEST, "no such leaf");
        const sides = [];
        let begin = 0;
        let end = size;
        while (end - begin > 1) {
            const middle = begin + powerBelow(end - begin);
            sides.unshift(index < middle);
            [begin, end] = index < middle ? [begin, middle] : [middle, end];
        }
        require(sides.length === path.length, "the proof has another length");
        let hash = leaf;
        for (let step = 0; step < path.length; step++) {
            hash = sides[step] ? await nodeHash(hash, path[step]) : await nodeHash(path[step], hash);
        }
        return hash;
    };

    const note = text => {
        const gap = text.lastIndexOf("\n\n");
        require(gap > 0 && text.endsWith("\n"), "no signed note");
        const signed = text.slice(0, gap + 1);
        const lines = signed.split("\n");
        require(lines.length === 4 && /^\d{1,15}$/.test(lines[1]), "no checkpoint");
        return {
            signed,
            origin: lines[0],
            size: Number(lines[1]),
            root: ofBase64(lines[2]),
            lines: text.slice(gap + 2).split("\n").filter(line => line.startsWith("\u2014 ")).map(line => {
                const [, name, value] = line.split(" ");
                const bytes = ofBase64(value);
                return {name, id: hex(bytes.slice(0, 4)), signature: bytes.slice(4)};
            }),
        };
    };

    // name+id+base64(type, SubjectPublicKeyInfo), one on a line.
    const keys = async text => {
        const found = [];
        for (const line of text.split("\n").map(each => each.trim()).filter(Boolean)) {
            const parts = line.split("+");
            require(parts.length >= 3, "no key of a log");
            const typed = ofBase64(parts.slice(2).join("+"));
            require(typed[0] === ECDSA, "a key of another kind");
            const spki = typed.slice(1);
            require(hex((await sha256(spki)).slice(0, 4)) === parts[1], "the key's number is not its own");
            const key = await crypto.subtle.importKey("spki", spki, {name: "ECDSA", namedCurve: "P-256"}, false, ["verify"]);
            found.push({name: parts[0], id: parts[1], key});
        }
        require(found.length > 0, "no key");
        return found;
    };

    // A signature in DER as the two numbers of 32 octets that browsers take.
    const plain = der => {
        require(der[0] === 0x30 && der[1] === der.length - 2, "no ECDSA signature");
        const numbers = [];
        for (let place = 2; place < der.length;) {
            require(der[place] === 2, "no ECDSA signature");
            const number = der.slice(place + 2, place + 2 + der[place + 1]);
            const bare = number[0] === 0 ? number.slice(1) : number;
            require(bare.length <= 32, "no ECDSA signature");
            numbers.push(joined(new Uint8Array(32 - bare.length), bare));
            place += 2 + der[place + 1];
        }
        require(numbers.length === 2, "no ECDSA signature");
        return joined(...numbers);
    };

    const signedBy = async (checkpoint, known) => {
        for (const line of checkpoint.lines) {
            for (const each of known) {
                if (each.name === checkpoint.origin && line.name === each.name && line.id === each.id
                    && await crypto.subtle.verify(
                        {name: "ECDSA", hash: "SHA-256"}, each.key, plain(line.signature), utf8(checkpoint.signed))) {
                    return each.name + "+" + each.id;
                }
            }
        }
        throw new Error("no signature of this key");
    };

    // --- the log as it is published now ---

    const tilePath = (level, number, width) => {
        const groups = [String(number % 1000).padStart(3, "0")];
        for (let left = Math.floor(number / 1000); left > 0; left = Math.floor(left / 1000)) {
            groups.unshift("x" + String(left % 1000).padStart(3, "0"));
        }
        return `/log/tile/${level}/${groups.join("/")}${width === WIDTH ? "" : ".p/" + width}`;
    };

    const fetched = async address => {
        const answer = await fetch(address, {cache: "no-store"});
        require(answer.ok, `${address}: ${answer.status}`);
        return answer;
    };

    const tiles = size => {
        const known = new Map();
        const tile = async (level, number) => {
            const width = Math.min(WIDTH, Math.floor(size / WIDTH ** level) - number * WIDTH);
            const path = tilePath(level, number, width);
            if (!known.has(path)) {
                const bytes = new Uint8Array(await (await fetched(path)).arrayBuffer());
                require(bytes.length === width * 32, `${path} is not whole`);
                known.set(path, bytes);
            }
            return known.get(path);
        };
        // The hash over some leaves, which the splits of RFC 9162 lead to.
        const hash = async (begin, end) => {
            const count = end - begin;
            if (Number.isInteger(Math.log2(count)) && begin % count === 0) {
                const height = Math.log2(count);
                const level = Math.floor(height / 8);
                const inside = 2 ** (height % 8);
                const first = (begin / count) * inside;
                const bytes = await tile(level, Math.floor(first / WIDTH));
                let hashes = [];
                for (let place = first % WIDTH; place < first % WIDTH + inside; place++) {
                    hashes.push(bytes.slice(place * 32, place * 32 + 32));
                }
                while (hashes.length > 1) {
                    const above = [];
                    for (let place = 0; place < hashes.length; place += 2) {
                        above.push(await nodeHash(hashes[place], hashes[place + 1]));
                    }
                    hashes = above;
                }
                return hashes[0];
            }
            const middle = begin + powerBelow(count);
            return nodeHash(await hash(begin, middle), await hash(middle, end));
        };
        return async index => {
            const path = [];
            let begin = 0;
            let end = size;
            while (end - begin > 1) {
                const middle = begin + powerBelow(end - begin);
                path.unshift(index < middle ? await hash(middle, end) : await hash(begin, middle));
                [begin, end] = index < middle ? [begin, middle] : [middle, end];
            }
            return path;
        };
    };

    const now = async (proof, leaf, known) => {
        const newest = note(await (await fetched("/log/checkpoint")).text());
        await signedBy(newest, known);
        const path = await tiles(newest.size)(proof.index);
        require(same(await rootOf(proof.index, newest.size, leaf, path), newest.root), "the log has another leaf there");
        return String(newest.size);
    };

    // --- the page ---

    const mark = (step, state, value) => {
        const item = document.querySelector(`[data-step=${step}]`);
        const sign = item.querySelector(".muhr-mark");
        sign.classList.toggle("muhr-mark-good", state === "good");
        sign.classList.toggle("muhr-mark-bad", state === "bad");
        sign.textContent = {good: "\u2713", bad: "\u2717", open: ""}[state];
        for (const words of item.querySelectorAll("[data-state]")) {
            words.hidden = words.dataset.state !== state;
        }
        item.querySelector("[data-value]").textContent = value ?? "";
    };

    const verify = async () => {
        const steps = Array.from(document.querySelectorAll("[data-step]"), item => item.dataset.step);
        steps.forEach(step => mark(step, "open"));
        at("all-good").hidden = at("not-good").hidden = true;
        at("result").hidden = false;
        const results = {};
        // A step whose ground is missing stays open; one that fails is red, whatever comes after.
        const step = async (name, grounds, work) => {
            if (!grounds.every(ground => name === ground || results[ground] !== undefined)) {
                return;
            }
            try {
                const [result, value] = await work();
                results[name] = result;
                mark(name, "good", value);
            } catch (failure) {
                mark(name, "bad", failure.message);
            }
        };
        await step("Read", [], async () => {
            const document = JSON.parse(at("document").value);
            require(document.record && document.proof, "no record with a proof");
            return [document, `seq ${document.record.seq}, ${document.record.event}`];
        });
        const {record, proof} = results.Read ?? {};
        await step("Values", ["Read"], async () => [true, await values(record, proof)]);
        await step("Leaf", ["Read"], async () => {
            const leaf = await leafHash(utf8(proof.entry));
            return [leaf, hex(leaf)];
        });
        await step("Path", ["Leaf"], async () => {
            const checkpoint = note(proof.checkpoint);
            const root = await rootOf(proof.index, checkpoint.size, results.Leaf, proof.inclusion.map(ofHex));
            require(same(root, checkpoint.root), "the hashes lead to another root: " + hex(root));
            return [root, hex(root)];
        });
        let known;
        await step("Signature", ["Read"], async () => {
            known = await keys(at("key").value);
            return [true, await signedBy(note(proof.checkpoint), known)];
        });
        await step("Now", ["Leaf", "Signature"], async () => [true, await now(proof, results.Leaf, known)]);
        const good = steps.every(name => results[name] !== undefined);
        at("all-good").hidden = !good;
        at("not-good").hidden = good;
        at("result").scrollIntoView({block: "start"});
    };

    at("verify").addEventListener("click", verify);
    at("take-key").addEventListener("click", async () => {
        at("key").value = await (await fetched("/log/key")).text();
        at("key-warning").hidden = false;
    });
    at("key").addEventListener("input", () => {
        at("key-warning").hidden = true;
    });
})();
