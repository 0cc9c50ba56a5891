import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** The heading of something that was opened beside a list. The focus goes there, so that a screen reader reads it and Tab goes on in it. */
export const OpenedHeading = ({ children }: Readonly<{ children: ComponentChildren }>) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h2 ref={heading} tabIndex={-1} class="opened">
      {children}
    </h2>
  );
};
