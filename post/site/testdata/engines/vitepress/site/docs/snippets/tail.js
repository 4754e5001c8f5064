// #region knot
const tail = 'long'
// #endregion knot
export default tail
