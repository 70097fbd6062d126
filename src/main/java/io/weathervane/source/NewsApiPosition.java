package io.weathervane.source;

/**
 * Where a walk through NewsAPI's results stands. A plan gives only so many results of one request's window of time, so a walk
 * remembers the oldest article that it has seen: what is left can be asked for as a window that ends there.
 *
 * @param page the number of the next page, from 1
 * @param to the end of the window, ISO-8601; null for now
 * @param oldest the publication time of the oldest article of the last page; null if there is none
 */
record NewsApiPosition(int page, String to, String oldest) {

    private static final String NONE = "-";

    /** @param next what {@link #toString} gave; null for the first page */
    static NewsApiPosition of(String next) {
        if (next == null) {
            return new NewsApiPosition(1, null, null);
        }
        String[] parts = next.split(" ");
        return new NewsApiPosition(Integer.parseInt(parts[0]), orNull(parts[1]), orNull(parts[2]));
    }

    NewsApiPosition nextPage(String oldestOfPage) {
        return new NewsApiPosition(page + 1, to, oldestOfPage);
    }

    /** The first page of what is left; null if there is no narrower window than this one. */
    NewsApiPosition narrower() {
        return page == 1 || oldest == null || oldest.equals(to) ? null : new NewsApiPosition(1, oldest, null);
    }

    private static String orNull(String part) {
        return part.equals(NONE) ? null : part;
    }

    @Override
    public String toString() {
        return page + " " + (to == null ? NONE : to) + " " + (oldest == null ? NONE : oldest);
    }
}
