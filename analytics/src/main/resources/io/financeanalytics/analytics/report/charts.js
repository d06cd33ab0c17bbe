// Charts. Each one has a label for who cannot see it, and a table with the same figures beside it.

const charts = new Map();

function colour(name) { return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim(); }

function channelColour(channel) { return colour('c' + (allChannels.indexOf(channel) % 8)); }

/** A number of percent at an axis. */
function axisPercent(value) { return percent(value / 100, Number.isInteger(value) ? 0 : 1); }

/** Draws a chart in a place, or says that there is nothing to draw. */
function draw(id, label, option) {
  const place = document.getElementById(id);
  const made = charts.get(id);
  if (option === null) {
    if (made) { made.dispose(); charts.delete(id); }
    place.classList.remove('chart');
    place.removeAttribute('role');
    place.removeAttribute('aria-label');
    place.replaceChildren(element('p', { class: 'nothing' }, 'Nothing in this selection.'));
    return;
  }
  let chart = made;
  if (!chart) {
    place.replaceChildren();
    place.classList.add('chart');
    chart = echarts.init(place, null, { renderer: 'svg' });
    charts.set(id, chart);
  }
  chart.resize();
  chart.setOption({ animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily }, ...option }, true);
  place.setAttribute('role', 'img');
  place.setAttribute('aria-label', label);
}

const isNarrow = () => document.documentElement.clientWidth < 640;

function axisText(extra = {}) { return { color: colour('muted'), fontSize: 12, ...extra }; }

function categoryAxis(names, extra = {}) {
  return {
    type: 'category', data: names, axisTick: { show: false },
    axisLine: { lineStyle: { color: colour('line-strong') } }, axisLabel: axisText(extra.axisLabel), inverse: extra.inverse,
  };
}

function valueAxis(write, extra = {}) {
  return {
    type: 'value', axisLabel: axisText({ formatter: write, hideOverlap: true, ...extra.label }), splitLine: { lineStyle: { color: colour('line') } },
    name: extra.name, nameTextStyle: axisText({ align: extra.align || 'left' }), nameGap: 12, splitNumber: isNarrow() ? 3 : 5, ...extra.axis,
  };
}

function tooltip(rowsOf, trigger = 'axis') {
  return {
    trigger, axisPointer: { type: 'shadow', shadowStyle: { color: colour('line'), opacity: 0.35 } }, confine: true,
    backgroundColor: colour('card'), borderColor: colour('line-strong'), textStyle: { color: colour('text'), fontSize: 13 },
    // An element, never HTML: names come from raw files.
    formatter: (items) => {
      const list = Array.isArray(items) ? items : [items];
      const { title, rows } = rowsOf(list[0].dataIndex);
      const body = element('table', {}, rows.map(([name, text]) => element('tr', {}, element('td', {}, name), element('td', { class: 'number' }, text))));
      return element('div', {}, element('strong', {}, title), body);
    },
  };
}

function legend(extra = {}) {
  return { top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 12, textStyle: { color: colour('text'), fontSize: 12 }, ...extra };
}

/** The part of a bar from a to b that is above zero, and the part below, with the empty stretch before it. */
function floating(from, to) {
  const low = Math.min(from, to), high = Math.max(from, to);
  if (low >= 0) return { base: low, bar: high - low, other: 0 };
  if (high <= 0) return { base: high, bar: low - high, other: 0 };
  return { base: 0, bar: high, other: low };
}

/** Steps from a first total over changes to totals, from top to bottom. */
function drawWaterfall(id, steps, currency) {
  const shown = steps.filter((step) => step.value !== null && (step.isTotal || step.value !== 0));
  if (shown.length === 0) { draw(id, '', null); return; }
  let level = 0;
  const parts = shown.map((step) => {
    const from = step.isTotal ? 0 : level;
    level = step.isTotal ? step.value : level + step.value;
    return { step, end: level / 100, ...floating(from / 100, level / 100) };
  });
  const bar = (part, value) => ({ value, itemStyle: { color: part.step.isTotal ? colour('total') : part.step.value < 0 ? colour('minus') : colour('plus'), borderRadius: 2 } });
  const highest = Math.max(...parts.map((part) => Math.max(part.base + Math.max(part.bar, 0), part.end, 0)));
  draw(id, 'Waterfall: ' + shown.map((step) => step.label + ' ' + money(step.value, currency)).join(', '), {
    grid: { left: 4, right: isNarrow() ? 12 : 24, top: 8, bottom: 4, containLabel: true },
    tooltip: tooltip((i) => ({ title: shown[i].label, rows: [['', money(shown[i].value, currency)]] })),
    yAxis: categoryAxis(shown.map((step) => step.label), { inverse: true, axisLabel: { color: colour('text'), width: isNarrow() ? 100 : 150, overflow: 'break', lineHeight: 14, interval: 0 } }),
    // Room for the amounts to the right of the longest bar.
    xAxis: valueAxis((value) => shortMoney(value, currency), { label: { showMaxLabel: highest <= 0 }, axis: { max: highest > 0 ? highest * (isNarrow() ? 1.45 : 1.22) : null } }),
    series: [
      { type: 'bar', stack: 'steps', data: parts.map((part) => part.base), itemStyle: { color: 'transparent' }, emphasis: { disabled: true }, barCategoryGap: '28%' },
      { type: 'bar', stack: 'steps', data: parts.map((part) => bar(part, part.bar)) },
      { type: 'bar', stack: 'steps', data: parts.map((part) => bar(part, part.other)) },
      // Labels of their own, so that they stand to the right of each bar whichever way it goes.
      { type: 'scatter', data: parts.map((part, i) => [Math.max(part.base, part.base + Math.max(part.bar, 0), part.end, 0), i]), symbolSize: 1, itemStyle: { color: 'transparent' }, tooltip: { show: false }, silent: true,
        label: { show: true, position: 'right', color: colour('text'), fontSize: 11, formatter: (item) => shortMoney(shown[item.dataIndex].value / 100, currency) } },
    ],
  });
}

/** Bars of each month, stacked by channel, and the line of a ratio. */
function drawMonths(id, months, channels, amount, ratioOf, currency) {
  if (months.length === 0) { draw(id, '', null); return; }
  const names = months.map(monthName);
  const ratioName = 'Contribution margin ratio (right axis)';
  draw(id, 'Net revenue of ' + plural(months.length, 'month') + ' by channel, with the contribution margin ratio. The figures are in the table below.', {
    grid: { left: 4, right: 4, top: isNarrow() ? 66 : 48, bottom: 4, containLabel: true },
    legend: legend(),
    tooltip: tooltip((i) => ({
      title: names[i],
      rows: [...channels.map((channel) => [channel, money(amount(months[i], channel), currency)]), ['Contribution margin ratio', percent(ratioOf(months[i]))]],
    })),
    xAxis: categoryAxis(names, { axisLabel: { hideOverlap: true } }),
    yAxis: [
      valueAxis((value) => shortMoney(value, currency)),
      valueAxis(axisPercent, { axis: { splitLine: { show: false } } }),
    ],
    series: [
      ...channels.map((channel) => ({
        name: channel, type: 'bar', stack: 'revenue', barMaxWidth: 44, itemStyle: { color: channelColour(channel) },
        data: months.map((month) => amount(month, channel) / 100),
      })),
      { name: ratioName, type: 'line', yAxisIndex: 1, symbol: 'circle', symbolSize: 6, lineStyle: { width: 2, color: colour('text') }, itemStyle: { color: colour('text') },
        data: months.map((month) => { const value = ratioOf(month); return value === null ? null : value * 100; }) },
    ],
  });
}

/** A name that fits beside a bar; the whole of it is in the tooltip and in the table. */
function shortened(name, length) { return name.length <= length ? name : name.slice(0, length - 1).trimEnd() + '…'; }

/** Horizontal bars, the first row at the top. */
function drawBars(id, label, rows, currency) {
  if (rows.length === 0) { draw(id, '', null); return; }
  const amounts = rows.map((row) => row.value / 100);
  const highest = Math.max(0, ...amounts), lowest = Math.min(0, ...amounts);
  const room = (highest - lowest) * (isNarrow() ? 0.32 : 0.18);
  draw(id, label + ': ' + rows.map((row) => row.label + ' ' + money(row.value, currency)).join(', '), {
    grid: { left: 4, right: 14, top: 4, bottom: 4, containLabel: true },
    tooltip: tooltip((i) => ({ title: rows[i].label, rows: rows[i].details || [['', money(rows[i].value, currency)]] })),
    yAxis: categoryAxis(rows.map((row) => shortened(row.label, isNarrow() ? 16 : 28)), { inverse: true, axisLabel: { color: colour('text'), interval: 0 } }),
    xAxis: valueAxis((value) => shortMoney(value, currency), { label: { showMaxLabel: highest <= 0, showMinLabel: lowest >= 0 }, axis: { max: highest > 0 ? highest + room : null, min: lowest < 0 ? lowest - room : null } }),
    series: [{
      type: 'bar', barMaxWidth: 22, data: rows.map((row) => ({
        value: row.value / 100, itemStyle: { color: row.value < 0 ? colour('minus') : colour('c0'), borderRadius: 2 },
        label: { position: row.value < 0 ? 'left' : 'right' } })),
      label: { show: true, color: colour('text'), fontSize: 11, formatter: (item) => shortMoney(item.value, currency) },
    }],
  });
}

/**
 * Series over months.
 *
 * @param series name, type, values, axis (0 or 1), colour, and write for the tooltip
 * @param axes   how the numbers at each axis are written
 */
function drawLines(id, label, months, series, axes) {
  const hasValues = series.some((one) => one.values.some((value) => value !== null && value !== 0));
  if (!hasValues) { draw(id, '', null); return; }
  const names = months.map(monthName);
  draw(id, label, {
    grid: { left: 4, right: axes.length > 1 ? 4 : 14, top: isNarrow() ? 66 : 48, bottom: 4, containLabel: true },
    legend: legend(),
    tooltip: tooltip((i) => ({ title: names[i], rows: series.map((one) => [one.name, one.write(one.exact ? one.exact[i] : one.values[i])]) })),
    xAxis: categoryAxis(names, { axisLabel: { hideOverlap: true } }),
    yAxis: axes.map((write, i) => valueAxis(write, { axis: i === 0 ? {} : { splitLine: { show: false } } })),
    series: series.map((one) => ({
      name: one.name, type: one.type, yAxisIndex: one.axis || 0, data: one.values, barMaxWidth: 44, symbol: one.symbol || 'circle', symbolSize: 6,
      lineStyle: { width: 2, color: colour(one.colour), type: one.dashed ? 'dashed' : 'solid' }, itemStyle: { color: colour(one.colour) },
    })),
  });
}
