// The figures of the page. Every amount is a whole number of hundredths, so that sums are exact.

/** The rows of a query as objects, numbers as whole ones, texts as texts. */
function unpack(packed) {
  return packed.rows.map((row) => {
    const object = {};
    packed.columns.forEach((name, i) => {
      const value = row[i];
      object[name] = value === null || packed.scales[i] >= 0 ? value : packed.texts[i][value];
    });
    return object;
  });
}

/** How many decimals the numbers of each column have, over all queries. */
function scalesOf(data) {
  const scales = {};
  Object.values(data).forEach((packed) =>
    packed.columns.forEach((name, i) => { scales[name] = packed.scales[i]; }));
  return scales;
}

const packedData = JSON.parse(document.getElementById('data').textContent);
const scales = scalesOf(packedData);
const data = {};
Object.keys(packedData).forEach((name) => { data[name] = unpack(packedData[name]); });

/** The sums of every number in rows; a number that is nowhere is 0. */
function total(rows, columns) {
  const sums = {};
  columns.forEach((column) => { sums[column] = 0; });
  rows.forEach((row) => columns.forEach((column) => { sums[column] += row[column] || 0; }));
  return sums;
}

/** Groups of rows by what a function says of them, in the order in which they first occur. */
function groupBy(rows, keyOf) {
  const groups = new Map();
  rows.forEach((row) => {
    const key = keyOf(row);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  });
  return groups;
}

function distinct(values) { return [...new Set(values)]; }

// Months are numbers yyyymm.
function monthIndex(month) { return Math.floor(month / 100) * 12 + (month % 100) - 1; }
function monthOf(index) { return Math.floor(index / 12) * 100 + (index % 12) + 1; }
function monthsBetween(from, to) {
  const months = [];
  for (let i = monthIndex(from); i <= monthIndex(to); i++) months.push(monthOf(i));
  return months;
}
function lastDayOfMonth(month) { return new Date(Date.UTC(Math.floor(month / 100), month % 100, 0)).getUTCDate(); }

/** What the warehouse holds: its months without a gap, channels, currencies, the run. */
const facts = (() => {
  const months = data.pnl.map((row) => row.Month);
  const lines = groupBy(data.pnl, (row) => row.CurrencyCode);
  const weight = (currency) => total(lines.get(currency), ['OrderLines']).OrderLines;
  const published = data.runs.find((run) => run.Status === 'succeeded') || null;
  const day = data.days[0] || {};
  return {
    isEmpty: months.length === 0,
    months: months.length === 0 ? [] : monthsBetween(Math.min(...months), Math.max(...months)),
    // The currency with the most order lines comes first.
    currencies: [...lines.keys()].sort((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1)),
    firstDay: day.FirstDay,
    lastDay: day.LastDay,
    published,
    newest: data.runs[0] || null,
  };
})();
