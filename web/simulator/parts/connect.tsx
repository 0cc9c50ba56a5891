import { Copy } from '../../kit/parts/controls.tsx';
import { Note } from '../../kit/parts/states.tsx';
import { texts } from '../texts/texts.ts';

/** How our API is connected, where the simulator runs alone. */
export const Connect = () => (
  <Note title={texts.value.connect.title}>
    <p>{texts.value.connect.about}</p>
    <p>
      <Copy id value="npm start" what={texts.value.command} />
    </p>
  </Note>
);
