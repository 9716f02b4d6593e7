"use strict";
// The pages of officers by keyboard: j and k or the arrows walk the lines of a list; a key that a page names by data-key goes
// there: to a link it follows, to a field or a button it moves the focus, so that Enter is still the officer's own.
(() => {
    const typing = element => element.closest("input, textarea, select") !== null;
    const lines = () => Array.from(document.querySelectorAll("[data-line] [data-open]"));
    const step = by => {
        const all = lines();
        if (all.length > 0) {
            const at = all.indexOf(document.activeElement);
            all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))].focus();
        }
    };
    document.addEventListener("keydown", event => {
        if (event.ctrlKey || event.altKey || event.metaKey) {
            return;
        }
        if (typing(event.target)) {
            if (event.key === "Escape") {
                event.target.blur();
            }
            return;
        }
        const onList = lines().length > 0;
        const named = document.querySelector("[data-key='" + CSS.escape(event.key) + "']");
        if (event.key === "?") {
            const keys = document.getElementById("keys");
            keys.open = !keys.open;
            keys.scrollIntoView({block: "nearest"});
        } else if (onList && (event.key === "j" || event.key === "ArrowDown")) {
            step(1);
        } else if (onList && (event.key === "k" || event.key === "ArrowUp")) {
            step(-1);
        } else if (event.key === "/" && document.getElementById("q")) {
            document.getElementById("q").focus();
        } else if (named !== null && named.tagName === "A") {
            named.click();
        } else if (named !== null) {
            named.focus();
        } else if (onList && (event.key === "a" || event.key === "r") && document.activeElement.dataset.open !== undefined) {
            location.assign(document.activeElement.href + "#decide"); // nobody decides about what they have not read
        } else {
            return;
        }
        event.preventDefault();
    });
})();
