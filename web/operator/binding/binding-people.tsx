import { numberText } from '../../kit/format/numbers.ts';
import type { Binding } from '../api.ts';

/** The people of a binding and the number between them, in a line. */
export const BindingPeople = ({ binding: { a, b, x, extension } }: Readonly<{ binding: Binding }>) => (
  <span class="row">
    <Labelled label="A" value={numberText(a)} />
    <Labelled
      label="X"
      value={[x === undefined ? '…' : numberText(x), extension].filter(Boolean).join(' – ')}
    />
    <Labelled label="B" value={b === undefined ? undefined : numberText(b)} />
  </span>
);

const Labelled = ({ label, value }: Readonly<{ label: string; value: string | undefined }>) =>
  value === undefined ? null : (
    <span class="number">
      <span class="small dim">{label}</span> {value}
    </span>
  );
