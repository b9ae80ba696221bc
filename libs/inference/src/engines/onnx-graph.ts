import type { WeightArray } from '../weights/named-weights.js';
import { bytesField, join, packedField, varintField } from './protobuf.js';
import { turn } from './turn.js';

/** Operator set and file format that the graphs are written for. */
const OPSET = 17;
const IR_VERSION = 8;
const FLOAT = 1;
const INT = 2;
const STRING = 3;
const INTS = 7;

/** The one input and the one output of every graph here. */
export const INPUT = 'pixels';
export const OUTPUT = 'scores';

export interface ConvOptions {
  /** Down, across. */
  readonly strides?: readonly [number, number];
  readonly pad?: 'same' | 'valid';
  readonly relu: boolean;
  /** Each channel by itself: the kernel is [height, width, channels, 1]. */
  readonly isDepthwise?: boolean;
}

/**
 * An ONNX graph that is written operator by operator: just those of our networks. A name stands for
 * a tensor [N, channels, height, width]; kernels come as TensorFlow.js holds them and are turned.
 * Field numbers: onnx.proto3 of the ONNX project.
 */
export class OnnxGraph {
  private readonly nodes: Uint8Array[] = [];
  private readonly constants: Uint8Array[] = [];
  private names = 0;

  /** Convolution with bias, padded as TensorFlow pads: `same` lays an odd pixel at the end. */
  conv(x: string, kernel: WeightArray, bias: WeightArray, options: ConvOptions): string {
    const { strides = [1, 1], pad = 'same', relu, isDepthwise = false } = options;
    const [height, width, channels] = kernel.shape;
    const turned = turn(kernel, isDepthwise ? [2, 3, 0, 1] : [3, 2, 0, 1]);
    const y = this.add(
      'Conv',
      [x, this.constant(turned), this.constant(bias)],
      [
        word('auto_pad', pad === 'same' ? 'SAME_UPPER' : 'VALID'),
        number('group', isDepthwise ? channels : 1),
        numbers('kernel_shape', [height, width]),
        numbers('strides', strides),
      ],
    );
    return relu ? this.relu(y) : y;
  }

  relu = (x: string): string => this.add('Relu', [x]);
  sum = (a: string, b: string): string => this.add('Add', [a, b]);
  /**
   * [N, channels, height, width] -> [N, height, width, channels], as TensorFlow.js holds pictures.
   */
  channelsLast = (x: string): string => this.add('Transpose', [x], [numbers('perm', [0, 2, 3, 1])]);
  /** Twice as high and wide; each value becomes a block of four. */
  double = (x: string): string =>
    this.add(
      'Resize',
      [x, '', this.constant({ shape: [4], values: Float32Array.of(1, 1, 2, 2) })],
      [word('mode', 'nearest'), word('coordinate_transformation_mode', 'asymmetric'), word('nearest_mode', 'floor')],
    );
  /** All sides but the first become one. */
  flatten = (x: string): string => this.add('Flatten', [x], [number('axis', 1)]);
  /** [N, from] times a kernel [from, to], and bias. */
  dense = (x: string, kernel: WeightArray, bias: WeightArray): string =>
    this.add('Gemm', [x, this.constant(kernel), this.constant(bias)]);

  /**
   * The model file: `input` are the sides of the input, a name for a side that may vary; `from` is
   * the tensor that becomes the output.
   */
  finish(input: ReadonlyArray<number | string>, from: string, output: ReadonlyArray<number | string>): Uint8Array {
    this.nodes.push(node('Identity', [from], OUTPUT, []));
    const graph = join([
      ...this.nodes.map((bytes) => bytesField(1, bytes)),
      bytesField(2, 'longhand'),
      ...this.constants.map((bytes) => bytesField(5, bytes)),
      bytesField(11, valueInfo(INPUT, input)),
      bytesField(12, valueInfo(OUTPUT, output)),
    ]);
    return join([
      varintField(1, IR_VERSION),
      bytesField(2, 'longhand'),
      bytesField(7, graph),
      bytesField(8, varintField(2, OPSET)),
    ]);
  }

  private add(operator: string, inputs: readonly string[], attributes: readonly Uint8Array[] = []): string {
    const name = `t${this.names++}`;
    this.nodes.push(node(operator, inputs, name, attributes));
    return name;
  }

  private constant({ shape, values }: WeightArray): string {
    const name = `w${this.names++}`;
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.constants.push(
      join([packedField(1, shape), varintField(2, FLOAT), bytesField(8, name), bytesField(9, bytes)]),
    );
    return name;
  }
}

const node = (operator: string, inputs: readonly string[], output: string, attributes: readonly Uint8Array[]) =>
  join([
    ...inputs.map((name) => bytesField(1, name)),
    bytesField(2, output),
    bytesField(4, operator),
    ...attributes.map((bytes) => bytesField(5, bytes)),
  ]);

const word = (name: string, value: string) =>
  join([bytesField(1, name), bytesField(4, value), varintField(20, STRING)]);
const number = (name: string, value: number) =>
  join([bytesField(1, name), varintField(3, value), varintField(20, INT)]);
const numbers = (name: string, values: readonly number[]) =>
  join([bytesField(1, name), packedField(8, values), varintField(20, INTS)]);

function valueInfo(name: string, sides: ReadonlyArray<number | string>): Uint8Array {
  const shape = sides.map((side) =>
    bytesField(1, typeof side === 'number' ? varintField(1, side) : bytesField(2, side)),
  );
  const tensor = join([varintField(1, FLOAT), bytesField(2, join(shape))]);
  return join([bytesField(1, name), bytesField(2, bytesField(1, tensor))]);
}
