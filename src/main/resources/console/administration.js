"use strict";
// Draws each table of figures as a chart above it. Who has no script, or cannot see pictures, reads the table.
document.addEventListener("DOMContentLoaded", () => {
    for (const table of document.querySelectorAll("table[data-chart]")) {
        const cells = Array.from(table.tBodies[0].rows, row => [row.cells[0].textContent, Number(row.cells[1].textContent)]);
        const lying = table.dataset.chart === "rows";
        new Chart(document.getElementById(table.dataset.canvas), {
            type: "bar",
            data: {
                labels: cells.map(cell => cell[0]),
                datasets: [{label: table.caption.textContent, data: cells.map(cell => cell[1]), backgroundColor: "#0f766e"}],
            },
            options: {
                animation: false,
                indexAxis: lying ? "y" : "x",
                maintainAspectRatio: false,
                plugins: {legend: {display: false}},
                scales: {[lying ? "x" : "y"]: {beginAtZero: true, ticks: {precision: 0}}},
            },
        });
    }
});
// Where a page that looks again by itself is led elsewhere, the session has ended: the page is asked for anew, to log in.
document.addEventListener("htmx:beforeSwap", event => {
    if (new URL(event.detail.xhr.responseURL).pathname !== location.pathname) {
        event.preventDefault();
        location.reload();
    }
});
