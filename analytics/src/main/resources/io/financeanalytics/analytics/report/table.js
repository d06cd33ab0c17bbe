// Tables whose columns can be sorted by a button in their head.

/**
 * Puts a table into a place.
 *
 * @param place   the element, whose content is replaced
 * @param caption what the table shows
 * @param columns name, label, kind, and optionally define (a definition's name); the first is the row's head
 * @param rows    objects; total: true marks a last row that stays below, step: true a step
 * @param options currency; sort {name, down}; limit of rows at first; unsorted: true for an order that has a meaning; aside
 */
function showTable(place, caption, columns, rows, options = {}) {
  place.replaceChildren();
  if (rows.length === 0) {
    place.append(element('p', { class: 'nothing' }, caption + ': nothing in this selection.'));
    return;
  }
  const state = { sort: options.sort || null, all: false };
  const head = element('tr');
  const body = element('tbody');
  const aside = options.aside ? element('span', { class: 'aside' }, options.aside) : null;
  const table = element('table', {}, element('caption', {}, caption, aside), element('thead', {}, head), body);
  const more = element('button', { type: 'button', class: 'more' });
  place.append(element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption }, table), more);

  function sorted() {
    if (options.unsorted) return rows;
    const last = rows.filter((row) => row.total);
    const others = rows.filter((row) => !row.total);
    if (state.sort) {
      const { name, down } = state.sort;
      const compare = (a, b) => (typeof a === 'string' ? a.localeCompare(b, 'en') : a - b) * (down ? -1 : 1);
      // What has no value comes last, whichever way.
      others.sort((a, b) => {
        const x = a[name], y = b[name];
        if (x === null || y === null) return (x === null) - (y === null);
        return compare(x, y);
      });
    }
    return [...(options.limit && !state.all ? others.slice(0, options.limit) : others), ...last];
  }

  function fill() {
    body.replaceChildren(...sorted().map((row) => tableRow(columns, row, options.currency)));
    head.querySelectorAll('th').forEach((cell, i) => {
      const isSorted = state.sort && state.sort.name === columns[i].name;
      if (isSorted) cell.setAttribute('aria-sort', state.sort.down ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
    });
    const hasMore = options.limit && rows.filter((row) => !row.total).length > options.limit;
    more.hidden = !hasMore;
    more.textContent = state.all ? 'Show the first ' + options.limit : 'Show all ' + count(rows.filter((row) => !row.total).length) + ' rows';
  }

  columns.forEach((column) => {
    const kind = KINDS[column.kind];
    const title = column.define ? DEFINITIONS[column.define][1] : null;
    const cell = element('th', { scope: 'col', class: (kind.isNumber ? 'number' : '') + (options.unsorted ? ' plain' : ''), title });
    if (options.unsorted) {
      cell.append(column.label);
    } else {
      const button = element('button', { type: 'button', class: 'sort' }, column.label);
      button.addEventListener('click', () => {
        const again = state.sort && state.sort.name === column.name;
        state.sort = { name: column.name, down: again ? !state.sort.down : kind.isNumber };
        fill();
      });
      cell.append(button);
    }
    head.append(cell);
  });
  more.addEventListener('click', () => { state.all = !state.all; fill(); });
  fill();
}

function tableRow(columns, row, currency) {
  const made = element('tr', { class: row.total ? 'total' : row.step ? 'step' : null });
  columns.forEach((column, i) => {
    const kind = KINDS[row.kinds && row.kinds[column.name] ? row.kinds[column.name] : column.kind];
    const value = row[column.name] === undefined ? null : row[column.name];
    const text = value === null ? NOTHING : kind.write(value, currency);
    // Steps are negative by what they are; only a result below zero stands out.
    const className = [kind.isNumber ? 'number' : '', column.kind === 'code' ? 'code' : '', value === null ? 'none' : '', kind.isNumber && value < 0 && !row.step && !column.plain ? 'negative' : ''].join(' ').trim();
    const content = i === 0 && row.define ? definitionLink(row.define) : text;
    made.append(element(i === 0 ? 'th' : 'td', {
      scope: i === 0 ? 'row' : null, class: className || null, 'data-column': column.name,
      title: value === null && kind.isNumber ? 'There is no value' : null,
    }, content));
  });
  return made;
}
