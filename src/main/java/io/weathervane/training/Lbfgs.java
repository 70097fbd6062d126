package io.weathervane.training;

/**
 * Minimizes a smooth function of many variables: limited-memory BFGS with a backtracking line search (Nocedal and Wright,
 * Numerical Optimization, 2006, algorithm 7.5). The history is kept in single precision to save memory.
 */
final class Lbfgs {

    private static final int HISTORY = 7;
    private static final int LONGEST_SEARCH = 30;
    private static final int WINDOW = 3;
    private static final double SUFFICIENT_DECREASE = 1e-4;
    private static final double LEAST_CURVATURE = 1e-10;

    /** What is minimized. */
    interface Function {
        /** The value there; its gradient goes into the second array. */
        double evaluate(double[] point, double[] gradient);
    }

    /** Hears of every iteration. */
    interface Listener {
        void iteration(int number, double value);
    }

    private final int iterations;
    private final double tolerance;
    private final float[][] steps = new float[HISTORY][];
    private final float[][] changes = new float[HISTORY][];
    private final double[] curvatures = new double[HISTORY];
    private int remembered;

    /** @param tolerance when the relative decrease of an iteration, over the last three, is smaller, the work ends */
    Lbfgs(int iterations, double tolerance) {
        this.iterations = iterations;
        this.tolerance = tolerance;
    }

    /** Moves the point to the minimum. */
    void minimize(Function function, double[] point, Listener listener) {
        int n = point.length;
        double[] gradient = new double[n];
        double[] next = new double[n];
        double[] nextGradient = new double[n];
        double[] direction = new double[n];
        double value = function.evaluate(point, gradient);
        double[] values = new double[WINDOW];
        values[0] = value;
        for (int iteration = 1; iteration <= iterations; iteration++) {
            double slope = descend(gradient, direction);
            double length = remembered == 0 ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
            double nextValue = value;
            boolean lower = false;
            for (int search = 0; search < LONGEST_SEARCH && !lower; search++) {
                for (int i = 0; i < n; i++) {
                    next[i] = point[i] + length * direction[i];
                }
                nextValue = function.evaluate(next, nextGradient);
                lower = nextValue <= value + SUFFICIENT_DECREASE * length * slope;
                length /= 2;
            }
            if (!lower) {
                return;
            }
            remember(point, next, gradient, nextGradient);
            System.arraycopy(next, 0, point, 0, n);
            double[] old = gradient;
            gradient = nextGradient;
            nextGradient = old;
            double earlier = values[iteration % WINDOW];
            values[iteration % WINDOW] = nextValue;
            value = nextValue;
            listener.iteration(iteration, value);
            if (iteration >= WINDOW && earlier - value < WINDOW * tolerance * Math.abs(value)) {
                return;
            }
        }
    }

    /** Puts the direction into the array; returns how steep it is. */
    private double descend(double[] gradient, double[] direction) {
        for (int i = 0; i < gradient.length; i++) {
            direction[i] = -gradient[i];
        }
        double[] alphas = new double[HISTORY];
        int oldest = Math.max(0, remembered - HISTORY);
        for (int j = remembered - 1; j >= oldest; j--) {
            int slot = j % HISTORY;
            alphas[slot] = dot(steps[slot], direction) / curvatures[slot];
            add(-alphas[slot], changes[slot], direction);
        }
        if (remembered > 0) {
            int last = (remembered - 1) % HISTORY;
            double scale = curvatures[last] / dot(changes[last], changes[last]);
            for (int i = 0; i < direction.length; i++) {
                direction[i] *= scale;
            }
        }
        for (int j = oldest; j < remembered; j++) {
            int slot = j % HISTORY;
            double beta = dot(changes[slot], direction) / curvatures[slot];
            add(alphas[slot] - beta, steps[slot], direction);
        }
        return dot(gradient, direction);
    }

    private void remember(double[] point, double[] next, double[] gradient, double[] nextGradient) {
        int slot = remembered % HISTORY;
        if (steps[slot] == null) {
            steps[slot] = new float[point.length];
            changes[slot] = new float[point.length];
        }
        float[] step = steps[slot];
        float[] change = changes[slot];
        double curvature = 0;
        for (int i = 0; i < point.length; i++) {
            step[i] = (float) (next[i] - point[i]);
            change[i] = (float) (nextGradient[i] - gradient[i]);
            curvature += (double) step[i] * change[i];
        }
        if (curvature > LEAST_CURVATURE) {
            curvatures[slot] = curvature;
            remembered++;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double dot(float[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static void add(double factor, float[] a, double[] to) {
        for (int i = 0; i < a.length; i++) {
            to[i] += factor * a[i];
        }
    }
}
