package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weathervane.deadletter.DeadLetterReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes a message, in the shape in which its source sends it, of the cells of a row. A column's name is the path of a field: dots
 * lead into objects, as in {@code author.username}, {@code public_metrics.like_count} and {@code source.name}. Empty cells are
 * left out. Immutable; thread-safe.
 */
final class CsvColumns {

    /** What a spreadsheet makes of a number of 19 digits. */
    private static final Pattern ROUNDED = Pattern.compile("[0-9]([.,][0-9]*)?[eE]\\+?[0-9]+|[0-9]{16,}[.,]0*");

    /** A cell from which no message can be made; its message says what to do. */
    static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1L;

        private final DeadLetterReason reason;

        UnusableException(DeadLetterReason reason, String message) {
            super(message, null, false, false);
            this.reason = reason;
        }

        DeadLetterReason reason() {
            return reason;
        }
    }

    private record Column(String field, String[] path) {}

    /** One a column; null for one that is left out. */
    private final List<Column> columns = new ArrayList<>();

    private final MessageKind kind;
    private int idColumn;

    /**
     * @param header the names of the columns
     * @param mapping the column, by the name of the field
     */
    CsvColumns(List<String> header, Map<String, String> mapping, MessageKind kind) throws UnusableException {
        this.kind = kind;
        List<String> names = names(header);
        Map<Integer, String> fields = fields(names, mapping);
        for (int i = 0; i < names.size(); i++) {
            String field = fields.get(i);
            columns.add(field == null ? null : new Column(field, field.split("\\.", -1)));
            idColumn = kind.idField().equals(field) ? i : idColumn;
        }
        if (!fields.containsValue(kind.idField())) {
            throw new UnusableException(
                    DeadLetterReason.NO_ID,
                    "the header names no column '" + kind.idField() + "' but " + names
                            + "; say which one it is: --column " + kind.idField() + "=<column>");
        }
    }

    /** The message; without an id if that cell is empty. */
    ObjectNode message(List<String> cells) throws UnusableException {
        if (cells.size() != columns.size()) {
            throw new UnusableException(
                    DeadLetterReason.NOT_A_MESSAGE,
                    "the row has " + cells.size() + " cells, the header " + columns.size()
                            + "; check the delimiter and the quotes");
        }
        String id = cells.get(idColumn).strip();
        if (kind == MessageKind.TWEET && ROUNDED.matcher(id).matches()) {
            throw new UnusableException(
                    DeadLetterReason.NO_ID,
                    "the id " + id + " is a number that a spreadsheet has rounded; export the column as text");
        }
        ObjectNode message = Json.MAPPER.createObjectNode();
        for (int i = 0; i < cells.size(); i++) {
            Column column = columns.get(i);
            if (column != null && !cells.get(i).isBlank()) {
                put(message, column, CsvValues.value(column.field(), cells.get(i)));
            }
        }
        return message;
    }

    private static void put(ObjectNode message, Column column, JsonNode value) {
        ObjectNode object = message;
        String[] path = column.path();
        for (int i = 0; i < path.length - 1; i++) {
            JsonNode inner = object.get(path[i]);
            // a text, or JSON in a cell, that another column leads into: the object says more
            object = inner instanceof ObjectNode node ? node : object.putObject(path[i]);
        }
        if (!object.has(path[path.length - 1])) {
            object.set(path[path.length - 1], value);
        }
    }

    private static List<String> names(List<String> header) {
        List<String> names = new ArrayList<>(header.stream().map(String::strip).toList());
        if (!names.isEmpty() && names.get(0).startsWith("\ufeff")) {
            names.set(0, names.get(0).substring(1));
        }
        return names;
    }

    /** The field that each column is; a field that is mapped comes from no other column. */
    private static Map<Integer, String> fields(List<String> names, Map<String, String> mapping)
            throws UnusableException {
        Map<Integer, String> fields = new HashMap<>();
        for (Map.Entry<String, String> pair : new LinkedHashMap<>(mapping).entrySet()) {
            int column = names.indexOf(pair.getValue());
            if (column < 0) {
                throw new UnusableException(
                        DeadLetterReason.NOT_A_MESSAGE,
                        "the header names no column '" + pair.getValue() + "' but " + names + "; correct --column "
                                + pair.getKey() + "=" + pair.getValue());
            }
            fields.put(column, pair.getKey());
        }
        Set<String> taken = new HashSet<>(mapping.keySet());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!fields.containsKey(i) && !name.isEmpty() && taken.add(name)) {
                fields.put(i, name);
            }
        }
        return fields;
    }
}
