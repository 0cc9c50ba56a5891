import { Copy } from '../kit/parts/controls.tsx';
import { numberText } from '../kit/state/numbers.ts';
import { texts } from './texts/texts.ts';

/** A number as people read it, which one press copies as it is. */
export const NumberCopy = ({ number }: Readonly<{ number: string | null }>) =>
  number === null ? null : (
    <Copy value={number} what={texts.value.ids.number}>
      {numberText(number)}
    </Copy>
  );
