import type { ComponentChildren, JSX } from 'preact';
import type { Loaded } from '../state/loaded.ts';
import { Button } from './controls.tsx';
import { kitTexts } from './texts.ts';

export type Tone = 'good' | 'warn' | 'bad' | 'plain';

/** A word about a state, in its colour; the word alone says it too. */
export const Badge = ({
  tone = 'plain',
  children,
}: Readonly<{ tone?: Tone; children: ComponentChildren }>) => <span class={`badge ${tone}`}>{children}</span>;

/** A message in the page. Bad ones are read out at once. */
export const Note = ({
  tone = 'plain',
  title,
  children,
}: Readonly<{ tone?: Tone; title?: string; children?: ComponentChildren }>) => (
  <div class={`note ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
    {title === undefined ? null : <strong>{title}</strong>}
    {children}
  </div>
);

/** Nothing is there, and why, or what to do. */
export const Empty = ({ children }: Readonly<{ children: ComponentChildren }>) => (
  <div class="state">{children}</div>
);

/** Something is on its way. */
export const Loading = () => (
  <div class="state" role="status">
    <div class="bar-of-work" />
    <span>{kitTexts.value.loading}</span>
  </div>
);

type ShowProps<Value> = Readonly<{
  loaded: Loaded<Value>;
  /** How an error is told; the consoles know different errors. */
  failed: (error: unknown) => ComponentChildren;
  again?: () => void;
  children: (value: Value) => JSX.Element;
}>;

/**
 * Shows a thing that was fetched; before that a line of progress. Where it failed, the error and a way to try again, below what was
 * there before.
 */
export const Show = <Value,>({ loaded, failed, again, children }: ShowProps<Value>): JSX.Element | null => {
  const { value, error, isLoading } = loaded;
  if (value === undefined && error === undefined) return isLoading ? <Loading /> : null;
  // One shape for all states: what is shown stays, and the focus in it.
  return (
    <div class={error === undefined ? undefined : 'stack'} aria-busy={isLoading}>
      {value === undefined ? null : children(value)}
      {error === undefined ? null : failed(error)}
      {error === undefined || again === undefined ? null : (
        <div class="row">
          <Button onClick={again}>{kitTexts.value.retry}</Button>
        </div>
      )}
    </div>
  );
};
