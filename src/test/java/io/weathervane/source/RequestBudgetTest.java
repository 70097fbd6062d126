package io.weathervane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBudgetTest {

    @TempDir
    Path folder;

    private final MutableClock clock = new MutableClock("2026-11-21T23:50:00Z");

    @ParameterizedTest(name = "{0} requests a day, {1} at once, a poll every {2} minutes")
    @CsvSource({"100,1,30", "100,1,1", "100,3,1", "100,10,7", "100,60,1", "1,1,60", "2,5,60", "5,2,60"})
    void no_24_hours_have_more_requests_and_nearly_all_of_them_are_used(int daily, int burst, int pollMinutes) {
        List<Instant> requests = new ArrayList<>();
        Instant end = clock.instant().plus(Duration.ofDays(5));
        while (clock.instant().isBefore(end)) {
            // a restart before every poll
            RequestBudget budget = budget(daily, burst);
            for (int i = 0; i < burst && !clock.instant().isBefore(budget.next()); i++) {
                budget.spend();
                requests.add(clock.instant());
            }
            clock.advance(Duration.ofMinutes(pollMinutes));
        }

        assertThat(requests).allSatisfy(from -> assertThat(requests)
                .filteredOn(request -> !request.isBefore(from) && request.isBefore(from.plus(Duration.ofDays(1))))
                .hasSizeLessThanOrEqualTo(daily));
        int possible = Math.min(daily * 5, burst * 5 * 24 * 60 / pollMinutes);
        assertThat(requests.size()).isGreaterThanOrEqualTo(possible * 2 / 5);
    }

    @Test
    void clock_that_is_set_back_by_years_stops_the_requests_for_a_day_at_most() {
        clock.advance(Duration.ofDays(3_650));
        budget(100, 1).spend();
        clock.advance(Duration.ofDays(-3_650));

        assertThat(budget(100, 1).next()).isBeforeOrEqualTo(clock.instant().plus(Duration.ofDays(1)));
    }

    @Test
    void unlimited_budget_always_allows() {
        RequestBudget budget = RequestBudget.unlimited();
        budget.spend();

        assertThat(budget.next()).isBefore(clock.instant());
    }

    private RequestBudget budget(int daily, int burst) {
        return new RequestBudget(new CursorFile(folder, "budget"), "api", daily, burst, clock);
    }
}
