"use strict";
// The table of refusals by rule, as a picture.
(() => {
    const canvas = document.getElementById("refusals");
    if (!canvas) {
        return;
    }
    const rows = Array.from(document.querySelectorAll("#by-rule tbody tr")).slice(0, 12);
    const axis = {ticks: {precision: 0, color: "#374151"}, beginAtZero: true};
    new Chart(canvas, {
        type: "bar",
        data: {
            labels: rows.map(row => row.querySelector("th").textContent),
            datasets: [{data: rows.map(row => Number(row.querySelector("td").textContent)), backgroundColor: "#065f46"}],
        },
        options: {
            animation: false,
            indexAxis: "y",
            maintainAspectRatio: false,
            plugins: {legend: {display: false}},
            scales: {x: axis, y: {ticks: {color: "#374151", autoSkip: false}}},
        },
    });
})();
