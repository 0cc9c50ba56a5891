import type { ComponentChildren } from 'preact';

type ListLinkProps = Readonly<{
  href: string;
  chosen: boolean;
  /** Each line has something at its beginning and, at its end, a time or a word about a state. */
  lines: readonly (readonly [begin: ComponentChildren, end: ComponentChildren])[];
}>;

/** An entry of a list, all of it a link. A long text wraps; what stands at the end of another line keeps its place. */
export const ListLink = ({ href, chosen, lines }: ListLinkProps) => {
  const [first, ...more] = lines;
  return (
    <a class="list-link lines" href={href} aria-current={chosen ? 'true' : undefined}>
      {first === undefined ? null : (
        <span class="list-line">
          <span>{first[0]}</span>
          <span class="number dim">{first[1]}</span>
        </span>
      )}
      {more.map(([begin, end], index) => (
        <span key={index} class="list-line">
          <span class="small dim">{begin}</span>
          <span>{end}</span>
        </span>
      ))}
    </a>
  );
};
