import React from 'react'

export default function Rope({ children }) {
  return <span className="rope">{children}</span>
}
