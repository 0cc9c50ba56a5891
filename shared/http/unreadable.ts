/** The field of a list's answer that names what could not be opened; absent while everything can. */
export const namedUnreadable = ({
  unreadable,
}: Readonly<{ unreadable: readonly string[] }>): Readonly<{ unreadable?: readonly string[] }> =>
  unreadable.length === 0 ? {} : { unreadable };
