import type { ReactNode } from 'react';

export default function Home(): ReactNode {
  return <p>The application.</p>;
}
