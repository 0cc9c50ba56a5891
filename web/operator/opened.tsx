import type { ComponentChildren } from 'preact';
import { Boundary } from '../kit/parts/boundary.tsx';
import { Card } from '../kit/parts/data.tsx';
import { Empty } from '../kit/parts/states.tsx';
import { isId } from './paths.ts';
import { texts } from './texts/texts.ts';

/** Something that is opened by the id in the place. Another word opens nothing: whoever follows a link asks for nothing else. */
export const Opened = ({ id, children }: Readonly<{ id: string; children: ComponentChildren }>) =>
  isId(id) ? (
    <Boundary of={id}>{children}</Boundary>
  ) : (
    <Card>
      <Empty>{texts.value.noEntry}</Empty>
    </Card>
  );
