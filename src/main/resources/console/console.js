"use strict";
// Menus close when something else is clicked, or by Escape.
document.addEventListener("click", event => {
    for (const open of document.querySelectorAll(".muhr-section[open]")) {
        if (!open.contains(event.target)) {
            open.open = false;
        }
    }
});
document.addEventListener("keydown", event => {
    if (event.key === "Escape") {
        for (const open of document.querySelectorAll(".muhr-section[open]")) {
            open.open = false;
            open.querySelector("summary").focus();
        }
    }
});
// What can be copied has a button for it: <button data-copy="id-of-the-text">.
document.addEventListener("click", async event => {
    const button = event.target.closest("[data-copy]");
    if (button) {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
        button.classList.add("btn-success");
    }
});
