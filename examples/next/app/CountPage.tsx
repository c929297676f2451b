/** Remembers in a cookie how many pages the visitor has been given. The server draws it only after a yes. */
'use client';

import { useEffect } from 'react';

export function CountPage({ pages }: { pages: number }) {
  useEffect(() => {
    document.cookie = `pages=${pages}; max-age=2592000; path=/; samesite=lax`;
  }, [pages]);
  return null;
}
