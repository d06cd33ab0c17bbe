// What is selected, and what follows from it.

const selection = { from: null, to: null, channel: '', currency: null };
let cohortMeasure = COHORT_MEASURES[0].name;

const clamp = (month) => Math.min(Math.max(month, facts.months[0]), facts.months[facts.months.length - 1]);

/** The last month whose last day is in the data; the last month if there is no other. */
function lastCompleteMonth() {
  const last = facts.months[facts.months.length - 1];
  const month = Math.floor(facts.lastDay / 100);
  const isRunning = month === last && facts.lastDay % 100 < lastDayOfMonth(last);
  return isRunning && facts.months.length > 1 ? facts.months[facts.months.length - 2] : last;
}

/** Periods to choose at once; those of which the data has no more than a part are left out. */
function presets() {
  const end = lastCompleteMonth();
  const year = Math.floor(end / 100);
  const back = (months) => monthOf(monthIndex(end) - months + 1);
  const isThere = (month) => month >= facts.months[0];
  return [
    ...[12, 3].filter((months) => isThere(back(months))).map((months) => ['Last ' + months + ' months', back(months), end]),
    [String(year), clamp(year * 100 + 1), clamp(year * 100 + 12)],
    ...(isThere(year * 100 - 99) ? [[String(year - 1), year * 100 - 99, year * 100 - 88]] : []),
    ['All', facts.months[0], facts.months[facts.months.length - 1]],
  ];
}

/** The last 12 complete months, or those that there are. */
function firstPeriod() {
  const end = lastCompleteMonth();
  return { from: clamp(monthOf(monthIndex(end) - 11)), to: end };
}

function option(value, text) { return element('option', { value: String(value) }, text); }

function fillForm() {
  byId('from').replaceChildren(...facts.months.map((month) => option(month, monthName(month))));
  byId('to').replaceChildren(...facts.months.map((month) => option(month, monthName(month))));
  byId('currency').replaceChildren(...facts.currencies.map((currency) => option(currency, currency)));
  byId('currency-field').hidden = facts.currencies.length < 2;
  byId('cohort-measure').replaceChildren(...COHORT_MEASURES.map((measure) => option(measure.name, measure.label)));
  byId('presets').replaceChildren(...presets().map(([name, from, to]) => {
    const button = element('button', { type: 'button', 'data-from': from, 'data-to': to }, name);
    button.addEventListener('click', () => { selection.from = from; selection.to = to; show(); });
    return button;
  }));
}

/** The channels of the currency; one that the currency does not have gives way to all. */
function fillChannels() {
  const channels = allChannels.filter((channel) => data.pnl.some((row) => row.CurrencyCode === selection.currency && row.ChannelName === channel));
  if (!channels.includes(selection.channel)) selection.channel = '';
  byId('channel').replaceChildren(option('', 'All channels'), ...channels.map((channel) => option(channel, channel)));
}

function showNotes(now) {
  const notes = [];
  if (facts.currencies.length > 1) {
    notes.push('Amounts in ' + selection.currency + ' only. The warehouse also has ' + facts.currencies.filter((currency) => currency !== selection.currency).join(' and ') + '; currencies are never added up.');
  }
  const last = Math.floor(facts.lastDay / 100);
  if (selection.to >= last && facts.lastDay % 100 < lastDayOfMonth(last)) {
    notes.push(monthName(last) + ' is not complete: the data ends on ' + dayName(facts.lastDay) + '.');
  }
  if (now.RevenueWithoutCost !== 0) {
    notes.push(money(now.RevenueWithoutCost, selection.currency) + ' of net revenue has no known cost and is in no margin; see Data quality.');
  }
  byId('notes').replaceChildren(...notes.map((note) => element('p', { class: 'note' }, note)));
}

function show() {
  fillChannels();
  ['from', 'to', 'channel', 'currency'].forEach((name) => { byId(name).value = String(selection[name]); });
  // Two names may mean the same months; the first is the one that is on.
  const buttons = [...document.querySelectorAll('#presets button')];
  const on = buttons.find((button) => Number(button.dataset.from) === selection.from && Number(button.dataset.to) === selection.to);
  buttons.forEach((button) => button.setAttribute('aria-pressed', String(button === on)));
  const where = selection.channel === '' ? 'all channels' : selection.channel;
  const period = periodName(selection.from, selection.to);
  byId('scope').replaceChildren('Showing ', element('strong', {}, period), ', ', element('strong', {}, where), ', in ', element('strong', {}, selection.currency), '.');
  const now = showHeadline(selection);
  showNotes(now);
  showProfitAndLoss(selection, now);
  showMonths(selection, now);
  showProducts(selection);
  showCampaigns(selection);
  showCohorts(selection, cohortMeasure);
  showReturns(selection);
  showQuality(selection);
  byId('announcement').textContent = 'Showing ' + period + ', ' + where + ', in ' + selection.currency + ': net revenue ' + money(now.NetRevenue, selection.currency) + '.';
}

function listen() {
  byId('selection').addEventListener('submit', (event) => event.preventDefault());
  byId('from').addEventListener('change', (event) => {
    selection.from = Number(event.target.value);
    selection.to = Math.max(selection.to, selection.from);
    show();
  });
  byId('to').addEventListener('change', (event) => {
    selection.to = Number(event.target.value);
    selection.from = Math.min(selection.from, selection.to);
    show();
  });
  byId('channel').addEventListener('change', (event) => { selection.channel = event.target.value; show(); });
  byId('currency').addEventListener('change', (event) => { selection.currency = event.target.value; show(); });
  byId('cohort-measure').addEventListener('change', (event) => { cohortMeasure = event.target.value; showCohorts(selection, cohortMeasure); });
  // Charts take their colours and size when they are drawn.
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  let width = document.documentElement.clientWidth;
  window.addEventListener('resize', () => {
    if (document.documentElement.clientWidth === width) return;
    width = document.documentElement.clientWidth;
    show();
  });
  window.addEventListener('beforeprint', () => { document.documentElement.classList.add('printing'); show(); });
  window.addEventListener('afterprint', () => { document.documentElement.classList.remove('printing'); show(); });
}

function start() {
  const published = facts.published;
  showDefinitions();
  byId('about').textContent = facts.isEmpty || !facts.firstDay ? '' : 'Data from ' + dayName(facts.firstDay) + ' to ' + dayName(facts.lastDay) + ', published ' + instantName(published && published.FinishedAt) + '.';
  byId('origin').textContent = published ? 'From run ' + published.RunID + ', software ' + published.SoftwareVersion + '.' : '';
  if (facts.isEmpty) {
    byId('empty').textContent = 'The warehouse holds no order line and no marketing spend, so there is nothing to report yet.';
    byId('empty').hidden = false;
    byId('figures').hidden = true;
    byId('selection').hidden = true;
    return;
  }
  selection.currency = facts.currencies[0];
  Object.assign(selection, firstPeriod());
  fillForm();
  show();
  listen();
}

start();
