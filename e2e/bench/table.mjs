// What was measured, as a table for people and as a file for programs.

import { cpus, loadavg, release } from "node:os";
import { writeFileSync } from "node:fs";

export const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

// The median of each figure over rounds of the same measurement.
export function medians(rounds) {
  const names = Object.keys(rounds[0]).filter((name) => typeof rounds[0][name] === "number");
  return Object.fromEntries(names.map((name) => [name, median(rounds.map((round) => round[name]))]));
}

const digits = (value) => (Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0);
const figure = (value) =>
  typeof value === "number" ? (Number.isNaN(value) ? "–" : value.toFixed(digits(value))) : `${value}`;

// A table in Markdown: its columns are pairs of a heading and what to read from a row.
export function table(columns, rows) {
  const cells = [columns.map(([heading]) => heading), ...rows.map((row) => columns.map(([, read]) => figure(read(row))))];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const isText = columns.map((_, column) => rows.every((row) => typeof columns[column][1](row) !== "number"));
  const pad = (text, column) => (isText[column] ? text.padEnd(widths[column]) : text.padStart(widths[column]));
  const line = (row) => `| ${row.map(pad).join(" | ")} |`;
  const rule = `|${widths.map((width, column) => "-".repeat(width + 1) + (isText[column] ? "-" : ":")).join("|")}|`;
  return [line(cells[0]), rule, ...cells.slice(1).map(line)].join("\n");
}

export const machine = () => ({
  at: new Date().toISOString(),
  processor: cpus()[0].model,
  cores: cpus().length,
  kernel: release(),
  node: process.version,
  load: loadavg()[0],
});

// Writes what was measured to the file of `--out`, if there is one.
export function keep(out, result) {
  if (out) writeFileSync(out, `${JSON.stringify({ machine: machine(), ...result }, undefined, 1)}\n`);
}

// `--name=value` among the words of the command line.
export function option(name, otherwise) {
  const given = process.argv.find((word) => word.startsWith(`--${name}=`));
  return given ? given.slice(name.length + 3) : otherwise;
}
