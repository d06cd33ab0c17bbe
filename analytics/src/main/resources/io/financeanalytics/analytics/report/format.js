// Numbers as people read them. Amounts are written from their digits, never from a rounded number.

const NOTHING = '–';
const MINUS = '\u2212';
const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const formats = new Map();

function formatter(key, options) {
  if (!formats.has(key)) formats.set(key, new Intl.NumberFormat('en-US', options));
  return formats.get(key);
}

/** A whole number of 10^-scale units as an exact decimal text. */
function decimalText(units, scale) {
  const sign = units < 0 ? '-' : '';
  const digits = String(Math.abs(units)).padStart(scale + 1, '0');
  return scale === 0 ? sign + digits : sign + digits.slice(0, -scale) + '.' + digits.slice(-scale);
}

function withMinus(text) { return text.replace('-', MINUS); }

/** An amount in hundredths, with its currency. */
function money(cents, currency) {
  if (cents === null) return NOTHING;
  return withMinus(formatter('money ' + currency, { style: 'currency', currency, minimumFractionDigits: 2, maximumFractionDigits: 2 })
    .format(decimalText(cents, 2)));
}

/** An amount for an axis or beside a bar, with three digits: $12.5K. */
function shortMoney(amount, currency) {
  return withMinus(formatter('short ' + currency, { style: 'currency', currency, notation: 'compact', maximumSignificantDigits: 3 })
    .format(amount));
}

function percent(value, digits = 1) {
  if (value === null) return NOTHING;
  return withMinus(formatter('percent ' + digits, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value));
}

function count(value) { return value === null ? NOTHING : withMinus(formatter('count', { maximumFractionDigits: 0 }).format(value)); }

/** A quantity of 10^-4 units; decimals only where there are some. */
function quantity(units) {
  return units === null ? NOTHING : withMinus(formatter('quantity', { maximumFractionDigits: 4 }).format(decimalText(units, 4)));
}

function factor(value) { return value === null ? NOTHING : withMinus(formatter('factor', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value)) + '×'; }

function monthName(month) { return MONTH_NAMES[(month % 100) - 1] + ' ' + Math.floor(month / 100); }
function dayName(day) { return (day % 100) + ' ' + monthName(Math.floor(day / 100)); }
function periodName(from, to) { return from === to ? monthName(from) : monthName(from) + ' – ' + monthName(to); }
function plural(number, thing) { return count(number) + ' ' + thing + (number === 1 ? '' : 's'); }
function instantName(iso) { return iso ? iso.replace('T', ' ').replace(/:\d\dZ$/, ' UTC') : ''; }

/** How a value of a kind is written in a table, and whether it is a number. */
const KINDS = {
  text: { write: (value) => (value === null || value === '' ? NOTHING : String(value)), isNumber: false },
  code: { write: (value) => (value === null || value === '' ? NOTHING : String(value)), isNumber: false },
  month: { write: monthName, isNumber: false },
  money: { write: (value, currency) => money(value, currency), isNumber: true },
  // A quotient of amounts in hundredths, which is not a whole number of them.
  price: { write: (value, currency) => money(value === null ? null : Math.round(value), currency), isNumber: true },
  percent: { write: (value) => percent(value), isNumber: true },
  fine: { write: (value) => percent(value, 2), isNumber: true },
  count: { write: count, isNumber: true },
  quantity: { write: quantity, isNumber: true },
  factor: { write: factor, isNumber: true },
};

/** An element with attributes and children; texts are always texts, never HTML. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value);
  });
  children.flat().forEach((child) => { if (child !== null && child !== undefined) made.append(child); });
  return made;
}

function definitionLink(name) {
  return element('a', { class: 'def', href: '#def-' + name, title: DEFINITIONS[name][1] }, DEFINITIONS[name][0]);
}
