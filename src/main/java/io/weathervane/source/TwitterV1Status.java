package io.weathervane.source;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import twitter4j.v1.HashtagEntity;
import twitter4j.v1.Status;
import twitter4j.v1.URLEntity;
import twitter4j.v1.User;
import twitter4j.v1.UserMentionEntity;

/** Turns a status of Twitter's API v1.1 into a tweet of X API v2 with its author merged in. */
final class TwitterV1Status {

    /** twitter4j gives times in UTC, without saying so. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");

    private TwitterV1Status() {}

    static SourceMessage toV2(Status status) {
        String id = Long.toString(status.getId());
        ObjectNode tweet = Json.MAPPER.createObjectNode();
        tweet.put("id", id);
        tweet.put("text", escaped(status.getText()));
        putTime(tweet, status.getCreatedAt());
        putText(tweet, "lang", status.getLang());
        tweet.put("possibly_sensitive", status.isPossiblySensitive());
        if (status.getInReplyToUserId() > 0) {
            tweet.put("in_reply_to_user_id", Long.toString(status.getInReplyToUserId()));
        }
        tweet.putObject("public_metrics")
                .put("retweet_count", status.getRetweetCount())
                .put("like_count", status.getFavoriteCount());
        putReferences(tweet, status);
        putEntities(tweet, status);
        if (status.getUser() != null) {
            tweet.put("author_id", Long.toString(status.getUser().getId()));
            tweet.set("author", author(status.getUser()));
        }
        return new SourceMessage(id, Json.bytes(tweet), 1);
    }

    private static ObjectNode author(User user) {
        ObjectNode author = Json.MAPPER.createObjectNode();
        author.put("id", Long.toString(user.getId()));
        author.put("username", user.getScreenName());
        author.put("name", user.getName());
        putText(author, "description", user.getDescription());
        putText(author, "location", user.getLocation());
        putText(author, "url", user.getURL());
        putText(author, "profile_image_url", user.getProfileImageURLHttps());
        putTime(author, user.getCreatedAt());
        author.put("protected", user.isProtected());
        author.put("verified", user.isVerified());
        author.putObject("public_metrics")
                .put("followers_count", user.getFollowersCount())
                .put("following_count", user.getFriendsCount())
                .put("tweet_count", user.getStatusesCount())
                .put("listed_count", user.getListedCount());
        return author;
    }

    private static void putReferences(ObjectNode tweet, Status status) {
        ArrayNode references = Json.MAPPER.createArrayNode();
        if (status.getRetweetedStatus() != null) {
            addReference(references, "retweeted", status.getRetweetedStatus().getId());
        }
        addReference(references, "quoted", status.getQuotedStatusId());
        addReference(references, "replied_to", status.getInReplyToStatusId());
        if (!references.isEmpty()) {
            tweet.set("referenced_tweets", references);
        }
    }

    private static void addReference(ArrayNode references, String type, long id) {
        if (id > 0) {
            references.addObject().put("type", type).put("id", Long.toString(id));
        }
    }

    private static void putEntities(ObjectNode tweet, Status status) {
        ObjectNode entities = Json.MAPPER.createObjectNode();
        // twitter4j moves entities when it resolves HTML entities, but forgets the end of one that ends the text
        int length = status.getText().length();
        for (HashtagEntity hashtag : status.getHashtagEntities()) {
            entities.withArrayProperty("hashtags")
                    .addObject()
                    .put("start", hashtag.getStart())
                    .put("end", Math.min(hashtag.getEnd(), length))
                    .put("tag", hashtag.getText());
        }
        for (URLEntity url : status.getURLEntities()) {
            entities.withArrayProperty("urls")
                    .addObject()
                    .put("start", url.getStart())
                    .put("end", Math.min(url.getEnd(), length))
                    .put("url", url.getURL())
                    .put("expanded_url", url.getExpandedURL())
                    .put("display_url", url.getDisplayURL());
        }
        for (UserMentionEntity mention : status.getUserMentionEntities()) {
            entities.withArrayProperty("mentions")
                    .addObject()
                    .put("start", mention.getStart())
                    .put("end", Math.min(mention.getEnd(), length))
                    .put("username", mention.getScreenName())
                    .put("id", Long.toString(mention.getId()));
        }
        if (!entities.isEmpty()) {
            tweet.set("entities", entities);
        }
    }

    /** API v2 has these three characters as HTML entities in its texts; twitter4j has resolved them. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void putText(ObjectNode object, String field, String text) {
        if (text != null && !text.isEmpty()) {
            object.put(field, text);
        }
    }

    private static void putTime(ObjectNode object, LocalDateTime time) {
        if (time != null) {
            object.put("created_at", TIME.format(time));
        }
    }
}
