/**
 * What @tensorflow/tfjs-node-gpu asks of its native part, as far as it is used here, with one real
 * operation: products of matrices. Tests load it in the place of tfjs_binding.node.
 */
let nextId = 0;
const tensors = new Map();
const calls = [];
let isUsingGpu = true;

const put = (shape, dtype, values) => {
  nextId += 1;
  tensors.set(nextId, { shape, dtype, values });
  return { id: nextId, shape, dtype };
};

const operations = {
  BatchMatMulV2([a, b]) {
    const [rows, inner] = a.shape.slice(-2);
    const columns = b.shape.at(-1);
    const values = new Float32Array(rows * columns);
    for (let i = 0; i < rows; i += 1)
      for (let k = 0; k < inner; k += 1)
        for (let j = 0; j < columns; j += 1)
          values[i * columns + j] += a.values[i * inner + k] * b.values[k * columns + j];
    return put([...a.shape.slice(0, -2), rows, columns], a.dtype, values);
  },
  Reshape: ([a, shape]) => put([...shape.values], a.dtype, a.values),
};

module.exports = {
  TF_FLOAT: 1,
  TF_INT32: 3,
  TF_UINT8: 4,
  TF_STRING: 7,
  TF_COMPLEX64: 8,
  TF_INT64: 9,
  TF_BOOL: 10,
  TF_RESOURCE: 20,
  TF_ATTR_STRING: 0,
  TF_ATTR_INT: 1,
  TF_ATTR_FLOAT: 2,
  TF_ATTR_BOOL: 3,
  TF_ATTR_TYPE: 4,
  TF_ATTR_SHAPE: 5,
  TF_ATTR_RESOURCE: 6,
  TF_Version: '2.9.1',
  isUsingGpuDevice: () => isUsingGpu,
  createTensor: (shape, dtype, values) => put(shape, dtype, values).id,
  deleteTensor: (id) => tensors.delete(id),
  tensorDataSync: (id) => tensors.get(id).values,
  getNumOfTensors: () => tensors.size,
  executeOp(name, attributes, ids) {
    calls.push({ name, attributes });
    const operation = operations[name];
    if (!operation) throw new Error(`the stub has no operation ${name}`);
    return [operation(ids.map((id) => tensors.get(id)))];
  },
  /** For tests. */
  calls,
  tensors,
  use(options) {
    if (options.isUsingGpu !== undefined) isUsingGpu = options.isUsingGpu;
    Object.assign(operations, options.operations);
  },
};
