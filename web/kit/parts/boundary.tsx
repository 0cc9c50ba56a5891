import { Component, type ComponentChildren } from 'preact';
import { Button } from './controls.tsx';
import { Note } from './states.tsx';
import { kitTexts } from './texts.ts';

type BoundaryProps = Readonly<{
  /** Names the thing that is shown; another one is tried anew. */
  of: string;
  children: ComponentChildren;
}>;

type BoundaryState = Readonly<{ failed?: Readonly<{ of: string; error: unknown }> | undefined }>;

/** Says in words that a part of a page could not be shown, an answer of another shape for instance; what is around it stays. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override componentDidCatch(error: unknown): void {
    this.setState({ failed: { of: this.props.of, error } });
  }

  override render({ of, children }: BoundaryProps, { failed }: BoundaryState): ComponentChildren {
    return failed === undefined || failed.of !== of ? children : <Unshown error={failed.error} />;
  }
}

const Unshown = ({ error }: Readonly<{ error: unknown }>) => {
  const t = kitTexts.value;
  return (
    <Note tone="bad" title={t.unshown}>
      <p>{t.unshownAbout}</p>
      <p class="small">
        <code>{String(error)}</code>
      </p>
      <div class="row">
        <Button onClick={() => location.reload()}>{t.reload}</Button>
      </div>
    </Note>
  );
};
