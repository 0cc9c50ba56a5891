import type { ComponentChildren } from 'preact';

/** A column of a table; `end`: figures, at the right. */
export type Column<Row> = Readonly<{
  head: string;
  end?: boolean;
  cell: (row: Row) => ComponentChildren;
}>;

type TableProps<Row> = Readonly<{
  /** Says what the table holds, for screen readers. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row, index: number) => string;
  /** On a phone each row is a card: its first cell and its last one, then the others. */
  stacked?: boolean;
}>;

/** A table. On a narrow screen it moves sideways in its own place. */
export const Table = <Row,>({ caption, columns, rows, keyOf, stacked }: TableProps<Row>) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what moves sideways must be reached by keyboard
  <section class="table-wrap" aria-label={caption} tabIndex={0}>
    <table class={stacked ? 'stacked' : undefined}>
      <thead>
        <tr>
          {columns.map(({ head, end }) => (
            <th key={head} scope="col" class={end ? 'end' : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={keyOf(row, index)}>
            {columns.map(({ head, end, cell }) => (
              <td key={head} class={end ? 'end' : undefined} data-head={stacked ? head : undefined}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

/** Names and values; a pair without a value is left out. */
export const Facts = ({
  facts,
}: Readonly<{ facts: readonly (readonly [name: string, value: ComponentChildren])[] }>) => (
  <dl class="facts">
    {facts
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
  </dl>
);

/** A part of a page with a heading and, at its right, what can be done with it. */
export const Card = ({
  title,
  tools,
  children,
}: Readonly<{ title?: string | undefined; tools?: ComponentChildren; children: ComponentChildren }>) => (
  <section class="card" {...(title === undefined ? {} : { 'aria-label': title })}>
    {title === undefined && tools === undefined ? null : (
      <div class="card-head">
        {title === undefined ? null : <h2>{title}</h2>}
        {tools === undefined ? null : <div class="row">{tools}</div>}
      </div>
    )}
    {children}
  </section>
);
