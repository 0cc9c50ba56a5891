import type { Tone } from '../kit/parts/states.tsx';

/** A count that is meant to be seen at once. */
export type Tile = Readonly<{ name: string; count: string; note?: string; tone?: Tone }>;

/** Counts side by side. */
export const Tiles = ({ tiles }: Readonly<{ tiles: readonly Tile[] }>) => (
  <dl class="tiles">
    {tiles.map(({ name, count, note, tone = 'plain' }) => (
      <div key={name} class={`tile ${tone}`}>
        <dt>{name}</dt>
        <dd>{count}</dd>
        {note === undefined ? null : <dd class="small dim">{note}</dd>}
      </div>
    ))}
  </dl>
);
