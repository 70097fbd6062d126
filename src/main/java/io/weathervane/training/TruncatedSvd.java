package io.weathervane.training;

import java.util.Random;

/**
 * The first left singular vectors of a sparse square matrix, each times the square root of its singular value: randomized
 * subspace iteration (Halko, Martinsson and Tropp, "Finding Structure with Randomness", 2011). Deterministic for a seed.
 */
final class TruncatedSvd {

    private static final int OVERSAMPLING = 12;
    private static final int PASSES = 3;
    private static final int SWEEPS = 30;
    private static final double TINY = 1e-12;

    private final int[][] columns;
    private final float[][] values;
    private final int size;

    /** @param columns of the values of each row */
    TruncatedSvd(int[][] columns, float[][] values) {
        this.columns = columns;
        this.values = values;
        this.size = columns.length;
    }

    /** A vector for each row of the matrix. */
    float[][] vectors(int dimensions, long seed) {
        int width = Math.min(size, dimensions + OVERSAMPLING);
        int kept = Math.min(width, dimensions);
        Random random = new Random(seed);
        double[][] base = new double[size][width];
        for (double[] row : base) {
            for (int j = 0; j < width; j++) {
                row[j] = random.nextGaussian();
            }
        }
        for (int pass = 0; pass < PASSES; pass++) {
            double[][] image = times(base, width);
            orthonormalize(image, width);
            base = transposedTimes(image, width);
            orthonormalize(base, width);
        }
        double[][] image = times(base, width);
        double[][] gram = gram(image, width);
        double[][] rotation = eigenvectors(gram, width);
        int[] order = descending(gram, width);
        float[][] vectors = new float[size][kept];
        for (int j = 0; j < kept; j++) {
            int from = order[j];
            double singular = StrictMath.sqrt(Math.max(TINY, gram[from][from]));
            double scale = 1 / StrictMath.sqrt(singular);
            for (int i = 0; i < size; i++) {
                double sum = 0;
                for (int k = 0; k < width; k++) {
                    sum += image[i][k] * rotation[k][from];
                }
                vectors[i][j] = (float) (sum * scale);
            }
        }
        return vectors;
    }

    private double[][] times(double[][] right, int width) {
        double[][] product = new double[size][width];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < columns[i].length; j++) {
                add(values[i][j], right[columns[i][j]], product[i]);
            }
        }
        return product;
    }

    private double[][] transposedTimes(double[][] right, int width) {
        double[][] product = new double[size][width];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < columns[i].length; j++) {
                add(values[i][j], right[i], product[columns[i][j]]);
            }
        }
        return product;
    }

    private static void add(double factor, double[] from, double[] to) {
        for (int k = 0; k < to.length; k++) {
            to[k] += factor * from[k];
        }
    }

    private static double[][] gram(double[][] rows, int width) {
        double[][] gram = new double[width][width];
        for (double[] row : rows) {
            for (int a = 0; a < width; a++) {
                add(row[a], row, gram[a]);
            }
        }
        return gram;
    }

    /** By the Cholesky factor of the Gram matrix. */
    private static void orthonormalize(double[][] rows, int width) {
        double[][] lower = gram(rows, width);
        for (int a = 0; a < width; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = lower[a][b];
                for (int k = 0; k < b; k++) {
                    sum -= lower[a][k] * lower[b][k];
                }
                lower[a][b] = a == b ? StrictMath.sqrt(Math.max(TINY, sum)) : sum / lower[b][b];
            }
        }
        for (double[] row : rows) {
            for (int a = 0; a < width; a++) {
                double sum = row[a];
                for (int k = 0; k < a; k++) {
                    sum -= lower[a][k] * row[k];
                }
                row[a] = sum / lower[a][a];
            }
        }
    }

    /** Jacobi's method; leaves the eigenvalues on the diagonal. */
    private static double[][] eigenvectors(double[][] matrix, int width) {
        double[][] vectors = new double[width][width];
        for (int i = 0; i < width; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double rotated = 0;
            for (int p = 0; p < width; p++) {
                for (int q = p + 1; q < width; q++) {
                    double relative =
                            Math.abs(matrix[p][q]) / StrictMath.sqrt(Math.abs(matrix[p][p] * matrix[q][q]) + TINY);
                    if (relative > TINY) {
                        rotate(matrix, vectors, p, q);
                        rotated = Math.max(rotated, relative);
                    }
                }
            }
            if (rotated < TINY) {
                break;
            }
        }
        return vectors;
    }

    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double sign = theta < 0 ? -1 : 1;
        double tangent = sign / (Math.abs(theta) + StrictMath.sqrt(theta * theta + 1));
        double cosine = 1 / StrictMath.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (double[] row : matrix) {
            turn(row, p, q, cosine, sine);
        }
        for (int i = 0; i < matrix.length; i++) {
            double x = matrix[p][i];
            double y = matrix[q][i];
            matrix[p][i] = cosine * x - sine * y;
            matrix[q][i] = sine * x + cosine * y;
        }
        for (double[] row : vectors) {
            turn(row, p, q, cosine, sine);
        }
    }

    private static void turn(double[] row, int p, int q, double cosine, double sine) {
        double x = row[p];
        double y = row[q];
        row[p] = cosine * x - sine * y;
        row[q] = sine * x + cosine * y;
    }

    private static int[] descending(double[][] diagonal, int width) {
        return java.util.stream.IntStream.range(0, width)
                .boxed()
                .sorted((a, b) -> Double.compare(diagonal[b][b], diagonal[a][a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
