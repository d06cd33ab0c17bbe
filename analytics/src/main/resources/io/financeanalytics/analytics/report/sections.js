// The parts of the page. Each takes what is selected and fills its place.

const byId = (id) => document.getElementById(id);

const allChannels = [...groupBy(data.pnl, (row) => row.ChannelName)]
  .sort((a, b) => total(b[1], ['OrderLines']).OrderLines - total(a[1], ['OrderLines']).OrderLines || (a[0] < b[0] ? -1 : 1))
  .map(([channel]) => channel);

/** The rows of a query in a currency, in months, and in a channel where they have one. */
function rowsIn(rows, selection, months = selection) {
  return rows.filter((row) => row.CurrencyCode === selection.currency
    && row.Month >= months.from && row.Month <= months.to
    && (selection.channel === '' || row.ChannelName === undefined || row.ChannelName === selection.channel));
}

function aYearEarlier(selection) { return { from: selection.from - 100, to: selection.to - 100 }; }
function isCovered(months) { return months.from >= facts.months[0]; }
function selectedMonths(selection) { return monthsBetween(selection.from, selection.to); }

// ---- headline

const HEADLINE = [
  { name: 'NetRevenue', kind: 'money', side: (p) => 'Gross revenue ' + p.money(p.GrossRevenue) },
  { name: 'GrossMargin', kind: 'money', side: (p) => percent(p.GrossMarginRatio) + ' of revenue with a cost' },
  { name: 'ContributionMargin', kind: 'money', side: (p) => percent(p.ContributionMarginRatio) + ' of revenue with a cost' },
  { name: 'MarketingSpend', kind: 'money', isCost: true, side: (p) => percent(ratio(p.MarketingSpend, p.NetRevenue)) + ' of net revenue' },
  { name: 'NetContribution', kind: 'money', side: (p) => percent(p.NetContributionRatio) + ' of revenue with a cost' },
  { name: 'Orders', kind: 'count', side: (p) => plural(p.OrderLines, 'order line') },
  { name: 'AverageOrderValue', kind: 'price', side: () => 'before returns' },
  { name: 'RevenueReturnRate', kind: 'percent', isCost: true, side: (p) => p.money(p.Returns) + ' given back' },
];

/** How a value differs from that of a year earlier: its text, and whether that is welcome. */
function changeOf(now, before, kind, isCost) {
  if (now === null || before === null || before === undefined) return { text: 'No figure a year earlier', welcome: null };
  const better = (difference) => (difference === 0 ? null : (difference > 0) !== Boolean(isCost));
  if (kind === 'percent') {
    const points = (now - before) * 100;
    return { text: arrow(points) + ' ' + withMinus(Math.abs(points).toFixed(1)) + ' points', welcome: better(points) };
  }
  const difference = now - before;
  // A share of what was zero or a loss says nothing.
  const share = before > 0 ? percent(Math.abs(difference) / before) : null;
  return { text: arrow(difference) + ' ' + (share === null ? 'from ' : share), share, welcome: better(difference) };
}

function arrow(difference) { return difference > 0 ? '▲ up' : difference < 0 ? '▼ down' : '■ unchanged,'; }

function showTile(place, name, kind, value, side, change, selection) {
  place.append(element('li', { class: 'tile', 'data-measure': name, 'data-value': value === null ? null : String(value) },
    element('div', { class: 'name' }, definitionLink(name)),
    element('div', { class: 'value' + (value === null ? ' none' : value < 0 ? ' negative' : '') }, KINDS[kind].write(value, selection.currency)),
    element('div', { class: 'side' }, side),
    change));
}

function showHeadline(selection) {
  const now = pnl(rowsIn(data.pnl, selection));
  now.money = (value) => money(value, selection.currency);
  const earlier = aYearEarlier(selection);
  const before = isCovered(earlier) ? pnl(rowsIn(data.pnl, selection, earlier)) : null;
  byId('comparison').textContent = before === null
    ? 'There is no comparison with a year earlier: the data begins in ' + monthName(facts.months[0]) + '.'
    : 'Compared with ' + periodName(earlier.from, earlier.to) + '.';
  const tiles = byId('tiles');
  tiles.replaceChildren();
  HEADLINE.forEach(({ name, kind, side, isCost }) => {
    let change = null;
    if (before !== null) {
      const { text, share, welcome } = changeOf(now[name], before[name], kind, isCost);
      const was = before[name] === null ? '' : KINDS[kind].write(before[name], selection.currency);
      change = element('div', { class: 'change' },
        element('span', { class: welcome === null ? null : welcome ? 'good' : 'bad' }, text),
        was === '' ? null : (share === null ? was : ' from ' + was));
    }
    showTile(tiles, name, kind, now[name], side(now), change, selection);
  });
  return now;
}

// ---- profit and loss

const STEPS = [
  { name: 'GrossRevenue', isTotal: true },
  { name: 'Discounts', sign: -1 },
  { name: 'TaxInPrices', sign: -1 },
  { name: 'Returns', sign: -1 },
  { name: 'NetRevenue', isTotal: true },
  { name: 'RevenueWithoutCost', sign: -1 },
  { name: 'COGS', sign: -1 },
  { name: 'GrossMargin', isTotal: true },
  { name: 'PlatformFee', sign: -1 },
  { name: 'FulfillmentFee', sign: -1 },
  { name: 'PaymentProcessingFee', sign: -1 },
  { name: 'ShippingResult', sign: 1 },
  { name: 'ContributionMargin', isTotal: true },
  { name: 'MarketingSpend', sign: -1 },
  { name: 'NetContribution', isTotal: true },
];

function signed(p, step) { return p[step.name] === null ? null : p[step.name] * (step.sign || 1) + 0; }

function showProfitAndLoss(selection, now) {
  const earlier = aYearEarlier(selection);
  const before = isCovered(earlier) ? pnl(rowsIn(data.pnl, selection, earlier)) : null;
  const steps = STEPS.map((step) => ({ ...step, label: DEFINITIONS[step.name][0], value: signed(now, step) }));
  drawWaterfall('waterfall', steps, selection.currency);
  const columns = [
    { name: 'label', label: 'Step', kind: 'text' },
    { name: 'value', label: 'Amount', kind: 'money' },
    { name: 'share', label: 'Of net revenue', kind: 'percent' },
  ];
  if (before !== null) columns.push({ name: 'before', label: 'A year earlier', kind: 'money' }, { name: 'change', label: 'Change', kind: 'money', plain: true });
  showTable(byId('pnl-table'), 'Profit and loss, ' + selection.currency, columns, steps.map((step) => {
    const was = before === null ? null : signed(before, step);
    return {
      label: step.label, define: step.name, step: !step.isTotal, total: step.isTotal, value: step.value,
      share: step.value === null || !(now.NetRevenue > 0) ? null : step.value / now.NetRevenue,
      before: was, change: was === null || step.value === null ? null : step.value - was,
    };
  }), { currency: selection.currency, unsorted: true });
}

// ---- months and channels

const MARGIN_COLUMNS = [
  { name: 'NetRevenue', label: 'Net revenue', kind: 'money', define: 'NetRevenue' },
  { name: 'GrossMargin', label: 'Gross margin', kind: 'money', define: 'GrossMargin' },
  { name: 'GrossMarginRatio', label: 'Gross margin ratio', kind: 'percent', define: 'Ratio' },
  { name: 'ContributionMargin', label: 'Contribution margin', kind: 'money', define: 'ContributionMargin' },
  { name: 'ContributionMarginRatio', label: 'Contribution ratio', kind: 'percent', define: 'Ratio' },
  { name: 'MarketingSpend', label: 'Marketing', kind: 'money', define: 'MarketingSpend' },
  { name: 'NetContribution', label: 'Net contribution', kind: 'money', define: 'NetContribution' },
];

function showMonths(selection, now) {
  const rows = rowsIn(data.pnl, selection);
  const months = selectedMonths(selection);
  const byMonth = groupBy(rows, (row) => row.Month);
  const channels = allChannels.filter((channel) => rows.some((row) => row.ChannelName === channel));
  const earning = channels.filter((channel) => rows.some((row) => row.ChannelName === channel && row.OrderLines > 0));
  const amount = (month, channel) => total((byMonth.get(month) || []).filter((row) => row.ChannelName === channel), ['NetRevenue']).NetRevenue;
  const ratioOf = (month) => pnl(byMonth.get(month) || []).ContributionMarginRatio;
  drawMonths('months', earning.length === 0 ? [] : months, earning, amount, ratioOf, selection.currency);
  showTable(byId('channel-table'), 'By channel, ' + selection.currency, [{ name: 'ChannelName', label: 'Channel', kind: 'text' }, ...MARGIN_COLUMNS],
    [...channels.map((channel) => ({ ChannelName: channel, ...pnl(rows.filter((row) => row.ChannelName === channel)) })),
      ...(channels.length > 1 ? [{ ...now, ChannelName: 'All channels', total: true }] : [])],
    { currency: selection.currency, sort: { name: 'NetRevenue', down: true } });
  showTable(byId('month-table'), 'By month and channel, ' + selection.currency,
    [{ name: 'Month', label: 'Month', kind: 'month' }, { name: 'ChannelName', label: 'Channel', kind: 'text' }, ...MARGIN_COLUMNS],
    [...groupBy(rows, (row) => row.Month + ' ' + row.ChannelName).values()].map((group) => ({ Month: group[0].Month, ChannelName: group[0].ChannelName, ...pnl(group) })),
    { currency: selection.currency, sort: { name: 'Month', down: false } });
}

// ---- products

const OTHER_PRODUCTS = 'All other products';

function productsIn(selection) {
  const groups = groupBy(rowsIn(data.products, selection), (row) => (row.IsNamed === 1 ? 'p' + row.ProductID : ''));
  return [...groups.values()].map((rows) => ({
    ...pnl(rows), IsNamed: rows[0].IsNamed === 1, ProductID: rows[0].ProductID,
    ProductName: rows[0].IsNamed === 1 ? rows[0].ProductName || rows[0].ProductID : OTHER_PRODUCTS,
  }));
}

function showProducts(selection) {
  const products = productsIn(selection);
  const ranked = products.filter((product) => product.IsNamed && product.ContributionMargin !== null)
    .sort((a, b) => b.ContributionMargin - a.ContributionMargin);
  const uncosted = products.filter((product) => product.ContributionMargin === null).length;
  const other = products.some((product) => !product.IsNamed);
  byId('products-lead').textContent = 'By contribution margin, which is before marketing.'
    + (uncosted > 0 ? ' ' + plural(uncosted, 'product') + (uncosted === 1 ? ' has' : ' have') + ' no known cost here, so no margin.' : '')
    + (other ? ' The page names the products with the highest and the lowest contribution over all time and sums the others.' : '');
  const bar = (product) => ({
    label: product.ProductName, value: product.ContributionMargin,
    details: [['Contribution margin', money(product.ContributionMargin, selection.currency)], ['Net revenue', money(product.NetRevenue, selection.currency)], ['Ratio', percent(product.ContributionMarginRatio)]],
  });
  const most = Math.min(10, Math.ceil(ranked.length / 2));
  drawBars('products-top', 'Products with the highest contribution', ranked.slice(0, most).map(bar), selection.currency);
  drawBars('products-bottom', 'Products with the lowest contribution', ranked.slice(most).slice(-10).reverse().map(bar), selection.currency);
  showTable(byId('product-table'), 'Products, ' + selection.currency, [
    { name: 'ProductName', label: 'Product', kind: 'text' },
    { name: 'ProductID', label: 'ID', kind: 'code' },
    { name: 'UnitsSold', label: 'Units sold', kind: 'quantity' },
    { name: 'NetRevenue', label: 'Net revenue', kind: 'money', define: 'NetRevenue' },
    { name: 'GrossMargin', label: 'Gross margin', kind: 'money', define: 'GrossMargin' },
    { name: 'ContributionMargin', label: 'Contribution margin', kind: 'money', define: 'ContributionMargin' },
    { name: 'ContributionMarginRatio', label: 'Contribution ratio', kind: 'percent', define: 'Ratio' },
    { name: 'RevenueWithoutCost', label: 'Revenue without a cost', kind: 'money', define: 'RevenueWithoutCost' },
  ], products, { currency: selection.currency, sort: { name: 'ContributionMargin', down: true }, limit: 15 });
}

// ---- campaigns and efficiency

function showCampaigns(selection) {
  const rows = rowsIn(data.campaigns, selection);
  const campaigns = [...groupBy(rows, (row) => (row.IsNamed === 1 ? 'c' + row.CampaignID : ' ' + row.ChannelName)).values()].map((group) => {
    const sums = total(group, ['Impressions', 'Clicks', 'Spend', 'SpendDays']);
    const named = group[0].IsNamed === 1;
    return {
      ...sums, CampaignID: group[0].CampaignID, AdPlatform: group[0].AdPlatform, ChannelName: group[0].ChannelName,
      CampaignName: named ? group[0].CampaignName || group[0].CampaignID : 'All other campaigns', IsNamed: named,
      CTR: ratio(sums.Clicks, sums.Impressions), CPC: ratio(sums.Spend, sums.Clicks),
      CPM: ratio(1000 * sums.Spend, sums.Impressions), SpendPerDay: named ? ratio(sums.Spend, sums.SpendDays) : null,
    };
  });
  const spent = data.campaigns.some((row) => row.CurrencyCode === selection.currency);
  byId('campaigns-lead').textContent = spent
    ? (selection.channel === '' ? 'All campaigns.' : 'Campaigns of the platforms that serve ' + selection.channel + '.') + ' A campaign belongs to the channel that its platform serves.'
    : 'There is no marketing spend in ' + selection.currency + '.';
  byId('campaign-part').hidden = !spent;
  if (!spent) return;
  drawBars('campaigns', 'Campaigns with the highest spend', campaigns.filter((campaign) => campaign.IsNamed && campaign.Spend > 0).sort((a, b) => b.Spend - a.Spend).slice(0, 10).map((campaign) => ({
    label: campaign.CampaignName, value: campaign.Spend,
    details: [['Spend', money(campaign.Spend, selection.currency)], ['Clicks', count(campaign.Clicks)], ['CTR', percent(campaign.CTR, 2)], ['CPC', KINDS.price.write(campaign.CPC, selection.currency)]],
  })), selection.currency);
  showTable(byId('campaign-table'), 'Campaigns, ' + selection.currency, [
    { name: 'CampaignName', label: 'Campaign', kind: 'text' },
    { name: 'AdPlatform', label: 'Platform', kind: 'text' },
    { name: 'ChannelName', label: 'Channel', kind: 'text' },
    { name: 'Spend', label: 'Spend', kind: 'money', define: 'MarketingSpend' },
    { name: 'SpendPerDay', label: 'Spend per day', kind: 'price', define: 'SpendPerDay' },
    { name: 'Impressions', label: 'Impressions', kind: 'count' },
    { name: 'Clicks', label: 'Clicks', kind: 'count' },
    { name: 'CTR', label: 'CTR', kind: 'fine', define: 'CTR' },
    { name: 'CPC', label: 'CPC', kind: 'price', define: 'CPC' },
    { name: 'CPM', label: 'CPM', kind: 'price', define: 'CPM' },
  ], campaigns, { currency: selection.currency, sort: { name: 'Spend', down: true }, limit: 15 });
  showEfficiency(selection);
}

function showEfficiency(selection) {
  const months = selectedMonths(selection);
  const byMonth = groupBy(rowsIn(data.efficiency, selection), (row) => row.Month);
  const efficiency = (rows) => {
    const sums = total(rows, ['RevenueBeforeReturns', 'NetRevenue', 'MarketingSpend', 'Orders', 'OrdersOfUnknownCustomers', 'Customers', 'NewCustomers']);
    return { ...sums, MER: ratio(sums.NetRevenue, sums.MarketingSpend), BlendedROAS: ratio(sums.RevenueBeforeReturns, sums.MarketingSpend), CAC: sums.MarketingSpend > 0 ? ratio(sums.MarketingSpend, sums.NewCustomers) : null, ReturningCustomers: sums.Customers - sums.NewCustomers };
  };
  const rows = months.map((month) => ({ Month: month, ...efficiency(byMonth.get(month) || []) }));
  // A customer who bought in two months would count twice in a sum.
  const all = { ...efficiency(rowsIn(data.efficiency, selection)), ReturningCustomers: null };
  drawLines('efficiency', 'MER and blended ROAS by month. The figures are in the table below.', months, [
    { name: DEFINITIONS.MER[0], type: 'line', values: rows.map((row) => row.MER), write: factor, colour: 'c0' },
    { name: DEFINITIONS.BlendedROAS[0], type: 'line', values: rows.map((row) => row.BlendedROAS), write: factor, colour: 'c1', dashed: true, symbol: 'rect' },
  ], [(value) => value + '×']);
  drawLines('acquisition', 'New customers and CAC by month. The figures are in the table below.', months, [
    { name: DEFINITIONS.NewCustomers[0], type: 'bar', values: rows.map((row) => row.NewCustomers), write: count, colour: 'c2' },
    { name: DEFINITIONS.CAC[0] + ' (right axis)', type: 'line', axis: 1, values: rows.map((row) => (row.CAC === null ? null : row.CAC / 100)), exact: rows.map((row) => row.CAC), write: (value) => KINDS.price.write(value, selection.currency), colour: 'text' },
  ], [(value) => count(value), (value) => shortMoney(value, selection.currency)]);
  showTable(byId('efficiency-table'), 'Marketing efficiency over all channels, ' + selection.currency, [
    { name: 'Month', label: 'Month', kind: 'month' },
    { name: 'NetRevenue', label: 'Net revenue', kind: 'money', define: 'NetRevenue' },
    { name: 'MarketingSpend', label: 'Spend', kind: 'money', define: 'MarketingSpend' },
    { name: 'MER', label: 'MER', kind: 'factor', define: 'MER' },
    { name: 'BlendedROAS', label: 'Blended ROAS', kind: 'factor', define: 'BlendedROAS' },
    { name: 'NewCustomers', label: 'New customers', kind: 'count', define: 'NewCustomers' },
    { name: 'ReturningCustomers', label: 'Returning customers', kind: 'count' },
    { name: 'CAC', label: 'CAC', kind: 'price', define: 'CAC' },
    { name: 'OrdersOfUnknownCustomers', label: 'Orders of guests', kind: 'count' },
  ], [...rows, { ...all, Month: 'Period', kinds: { Month: 'text' }, total: true }], { currency: selection.currency, sort: { name: 'Month', down: false } });
}

// ---- cohorts

const COHORT_MEASURES = [
  { name: 'RetentionRate', label: 'Active customers, % of the cohort', value: (row) => ratio(row.ActiveCustomers, row.CohortCustomers), write: (value) => percent(value, 0), skipsFirst: true },
  { name: 'RepeatRate', label: 'Customers with a second order, % of the cohort', value: (row) => ratio(row.RepeatCustomers, row.CohortCustomers), write: (value) => percent(value, 0) },
  { name: 'MarginPerCustomer', label: 'Cumulative contribution margin per customer', value: (row) => (row.CumulativeContributionMargin === null ? null : ratio(row.CumulativeContributionMargin, row.CohortCustomers)), write: (value, currency) => KINDS.price.write(value, currency) },
];

function showCohorts(selection, measureName) {
  const measure = COHORT_MEASURES.find((one) => one.name === measureName);
  const place = byId('cohort-table');
  const cohorts = groupBy(rowsIn(data.cohorts, selection), (row) => row.Month);
  place.replaceChildren();
  if (cohorts.size === 0) {
    place.append(element('p', { class: 'nothing' }, 'No known customer has a first order in this period.'));
    return;
  }
  const longest = Math.max(...[...cohorts.values()].map((rows) => rows.length));
  const values = [...cohorts.values()].flat().filter((row) => !(measure.skipsFirst && row.MonthsSinceFirstOrder === 0)).map(measure.value).filter((value) => value !== null);
  const highest = Math.max(0, ...values);
  const head = element('tr', {}, element('th', { scope: 'col' }, 'First order'), element('th', { scope: 'col', class: 'number' }, 'Customers'),
    Array.from({ length: longest }, (unused, i) => element('th', { scope: 'col', class: 'number' }, i === 0 ? 'Same month' : '+' + i)));
  const body = [...cohorts].map(([month, rows]) => element('tr', {}, element('th', { scope: 'row' }, monthName(month)),
    element('td', {}, count(rows[0].CohortCustomers)),
    rows.map((row) => heatCell(measure.value(row), measure.skipsFirst && row.MonthsSinceFirstOrder === 0 ? Infinity : highest, measure, selection)),
    Array.from({ length: longest - rows.length }, () => element('td'))));
  const caption = measure.label + (measure.name === 'MarginPerCustomer' ? ', ' + selection.currency : '');
  place.append(element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    element('table', { class: 'heat' }, element('caption', {}, caption, element('span', { class: 'aside' }, 'Columns: months since the first order. The stronger the colour, the higher.')),
      element('thead', {}, head), element('tbody', {}, body))));
}

/** A value on a ground that is the stronger, the nearer it is to the highest, and never so strong that the text pales. */
function heatCell(value, highest, measure, selection) {
  const strength = value === null || highest === 0 ? 0 : Math.min(1, Math.max(0, value / highest));
  const style = strength > 0 ? 'background-color: rgba(var(--heat), ' + (0.05 + 0.53 * strength).toFixed(2) + ')' : null;
  return element('td', { style, class: value < 0 ? 'negative' : null }, measure.write(value, selection.currency));
}

// ---- returns

const RETURN_COLUMNS = ['LinesSold', 'LinesReturned', 'UnitsSold', 'UnitsReturned', 'UnitsReturnedFlagged', 'UnitsReturnedAsLines',
  'RevenueBeforeReturns', 'Returns', 'COGSReturned', 'FeesOfReturns', 'ShippingOfReturns'];

function returnsOf(rows) {
  const sums = total(rows, RETURN_COLUMNS);
  return { ...sums, RevenueReturnRate: ratio(sums.Returns, sums.RevenueBeforeReturns), UnitReturnRate: ratio(sums.UnitsReturned, sums.UnitsSold) };
}

function showReturns(selection) {
  const rows = rowsIn(data.returns, selection);
  const months = selectedMonths(selection);
  const byMonth = groupBy(rows, (row) => row.Month);
  const all = returnsOf(rows);
  const tiles = byId('return-tiles');
  tiles.replaceChildren();
  showTile(tiles, 'Returns', 'money', all.Returns, percent(all.RevenueReturnRate) + ' of revenue before returns', null, selection);
  showTile(tiles, 'UnitReturnRate', 'percent', all.UnitReturnRate, quantity(all.UnitsReturned) + ' of ' + quantity(all.UnitsSold) + ' units', null, selection);
  tiles.append(
    element('li', { class: 'tile' }, element('div', { class: 'name' }, 'Fees of returned lines'), element('div', { class: 'value' }, money(all.FeesOfReturns, selection.currency)), element('div', { class: 'side' }, 'after refunds, part of the fees above; below zero where more came back than was charged')),
    element('li', { class: 'tile' }, element('div', { class: 'name' }, 'Cost of goods that came back'), element('div', { class: 'value' }, money(all.COGSReturned, selection.currency)), element('div', { class: 'side' }, 'taken out of the cost of goods')));
  const monthly = months.map((month) => ({ Month: month, ...returnsOf(byMonth.get(month) || []) }));
  drawLines('returns', 'Returns by month. The figures are in the table below.', months, [
    { name: 'Returns', type: 'bar', values: monthly.map((row) => row.Returns / 100), exact: monthly.map((row) => row.Returns), write: (value) => money(value, selection.currency), colour: 'minus' },
    { name: 'Return rate (right axis)', type: 'line', axis: 1, values: monthly.map((row) => (row.RevenueReturnRate === null ? null : row.RevenueReturnRate * 100)), exact: monthly.map((row) => row.RevenueReturnRate), write: (value) => percent(value), colour: 'text' },
  ], [(value) => shortMoney(value, selection.currency), axisPercent]);
  showTable(byId('return-months'), 'Returns by month, ' + selection.currency, [
    { name: 'Month', label: 'Month', kind: 'month' },
    { name: 'RevenueBeforeReturns', label: 'Revenue before returns', kind: 'money' },
    { name: 'Returns', label: 'Returns', kind: 'money', define: 'Returns' },
    { name: 'RevenueReturnRate', label: 'Return rate', kind: 'percent', define: 'RevenueReturnRate' },
    { name: 'UnitsReturnedFlagged', label: 'Units flagged', kind: 'quantity' },
    { name: 'UnitsReturnedAsLines', label: 'Units as own lines', kind: 'quantity' },
    { name: 'FeesOfReturns', label: 'Fees of returns', kind: 'money' },
    { name: 'ShippingOfReturns', label: 'Shipping of returns', kind: 'money' },
  ], [...monthly, { ...all, Month: 'Period', kinds: { Month: 'text' }, total: true }], { currency: selection.currency, sort: { name: 'Month', down: false } });
  showTable(byId('return-products'), 'Products by what came back, ' + selection.currency, [
    { name: 'ProductName', label: 'Product', kind: 'text' },
    { name: 'UnitsSold', label: 'Units sold', kind: 'quantity' },
    { name: 'UnitsReturned', label: 'Units returned', kind: 'quantity' },
    { name: 'UnitReturnRate', label: 'Of units sold', kind: 'percent', define: 'UnitReturnRate' },
    { name: 'Returns', label: 'Returns', kind: 'money', define: 'Returns' },
    { name: 'RevenueReturnRate', label: 'Return rate', kind: 'percent', define: 'RevenueReturnRate' },
  ], productsIn(selection).filter((product) => product.Returns !== 0 || product.UnitsReturned !== 0), { currency: selection.currency, sort: { name: 'Returns', down: true }, limit: 10 });
}

// ---- data quality

function showQuality(selection) {
  const published = facts.published;
  const later = facts.newest && published && facts.newest.RunID !== published.RunID ? facts.newest : null;
  byId('quality-lead').textContent = !published ? 'No run has been published.' : 'What the run ' + published.RunID + ' read, and what became of it, over all periods, channels and currencies.'
    + (later ? ' A later run, ' + later.RunID + ', ' + (later.Status === 'refused' ? 'was refused' : 'did not succeed') + ', so its data is not in these figures.' : '');
  showCoverage(selection);
  const sources = [...groupBy(data.sources, (row) => row.Source)].map(([source, rows]) => {
    const of = (measure) => rows.filter((row) => row.Measure === measure).reduce((sum, row) => sum + row.Rows, 0);
    const read = of('rows_read'), quarantined = of('rows_quarantined');
    return { Source: source, Read: read, Loaded: of('rows_accepted'), Collapsed: of('rows_collapsed'), Quarantined: quarantined, Share: read === 0 ? null : quarantined / read };
  });
  showTable(byId('source-table'), 'Rows read and loaded', [
    { name: 'Source', label: 'Source', kind: 'text' },
    { name: 'Read', label: 'Read', kind: 'count' },
    { name: 'Loaded', label: 'Loaded', kind: 'count' },
    { name: 'Collapsed', label: 'Repeated', kind: 'count' },
    { name: 'Quarantined', label: 'Quarantined', kind: 'count' },
    { name: 'Share', label: 'Share', kind: 'fine' },
  ], sources, { sort: { name: 'Read', down: true }, aside: 'Read = loaded + repeated (equal to another row) + quarantined' });
  const prefix = 'quarantined_';
  showTable(byId('reason-table'), 'Quarantined rows by reason', [
    { name: 'Source', label: 'Source', kind: 'text' },
    { name: 'Reason', label: 'Reason', kind: 'text' },
    { name: 'Rows', label: 'Rows', kind: 'count' },
  ], data.sources.filter((row) => row.Measure.startsWith(prefix) && row.Rows > 0).map((row) => ({ Source: row.Source, Reason: row.Measure.slice(prefix.length), Rows: row.Rows })),
  { sort: { name: 'Rows', down: true }, limit: 12 });
}

function showCoverage(selection) {
  const sums = total(rowsIn(data.coverage, selection), ['LinesWithCost', 'LinesWithoutCost', 'LinesOfUncostedProducts', 'LinesBeforeFirstCost', 'LinesCostedInOtherCurrency', 'NetRevenue', 'RevenueWithoutCost']);
  const lines = (label, value) => ({ label, value, kinds: { value: 'count' }, step: true });
  showTable(byId('coverage-table'), 'Cost coverage of the period, all channels, ' + selection.currency, [
    { name: 'label', label: 'What', kind: 'text' }, { name: 'value', label: 'Value', kind: 'money' },
  ], [
    { label: 'Share of net revenue with a cost of goods', value: ratio(sums.NetRevenue - sums.RevenueWithoutCost, sums.NetRevenue), kinds: { value: 'percent' } },
    { label: 'Net revenue without a cost, which is in no margin', value: sums.RevenueWithoutCost },
    { label: 'Kept order lines with a cost', value: sums.LinesWithCost, kinds: { value: 'count' } },
    { label: 'Kept order lines without a cost', value: sums.LinesWithoutCost, kinds: { value: 'count' } },
    lines('because the product has no cost at all', sums.LinesOfUncostedProducts),
    lines('because its first cost is from a later day', sums.LinesBeforeFirstCost),
    lines('because its cost is in another currency', sums.LinesCostedInOtherCurrency),
  ], { currency: selection.currency, unsorted: true });
}

// ---- definitions

function showDefinitions() {
  byId('definitions').replaceChildren(...Object.entries(DEFINITIONS).map(([name, [label, meaning]]) =>
    element('div', { id: 'def-' + name, tabindex: '-1' }, element('dt', {}, label), element('dd', {}, meaning))));
}
