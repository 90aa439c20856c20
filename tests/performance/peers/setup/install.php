<?php
// Installs WordPress in FOLDER/site and writes FOLDER/content.json into it.
// Usage: php install.php FOLDER HOST:PORT THEME
[, $folder, $_SERVER['HTTP_HOST'], $bundled] = $argv;
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$content = json_decode(file_get_contents("$folder/content.json"), true, 512, JSON_THROW_ON_ERROR);

$server = new mysqli('localhost', 'root', '', '', 0, "$folder/mariadb.sock");
$server->query('CREATE DATABASE wordpress CHARACTER SET utf8mb4');

define('WP_INSTALLING', true);
function wp_new_blog_notification() {}  // it would send an email
require "$folder/site/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install('Aerial 87.9', 'admin', 'admin@example.org', true, '', wp_generate_password());
wp_installing(false);
wp_set_current_user(1);
wp_delete_post(1, true);
switch_theme($bundled);
$settings = [
    'blogdescription' => 'Radio from the harbour',
    'posts_per_page' => 6,
    'posts_per_rss' => 20,
    'thread_comments' => 1,
    'page_comments' => 1,
    'comments_per_page' => 50,
    'show_avatars' => 0,  // the station shows none
    'current_track' => $content['current_track'],
];
array_map('update_option', array_keys($settings), $settings);
$wp_rewrite->set_permalink_structure('/%postname%/');
flush_rewrite_rules(false);

function add_picture(array $picture): int {
    $sizes = [];
    foreach ($picture['widths'] as $width) {
        $sizes["width-$width"] = [
            'file' => "{$picture['name']}-$width.jpg",
            'width' => $width,
            'height' => (int) round($picture['height'] * $width / $picture['width']),
            'mime-type' => 'image/jpeg',
        ];
    }
    $file = "{$picture['name']}.jpg";
    $described = ['post_mime_type' => 'image/jpeg', 'post_excerpt' => $picture['caption']];
    $number = wp_insert_attachment($described, $file);
    update_post_meta($number, '_wp_attachment_image_alt', $picture['alt']);
    wp_update_attachment_metadata($number, compact('file', 'sizes') + $picture);
    return $number;
}

function add_story(array $story): int {
    $number = wp_insert_post(wp_slash([
        'post_title' => $story['title'],
        'post_name' => $story['slug'],
        'post_excerpt' => $story['excerpt'],
        'post_content' => $story['content'],
        'post_date' => $story['date'],
        'post_status' => 'publish',
        'tags_input' => $story['tags'],
    ]), true);
    set_post_thumbnail($number, add_picture($story['picture']));
    return $number;
}

wp_defer_term_counting(true);
wp_defer_comment_counting(true);
$posts = [];
foreach ($content['stories'] as $story) {
    $posts[$story['id']] = add_story($story);
}
$comments = [];
foreach ($content['comments'] as $comment) {
    $comments[$comment['id']] = wp_insert_comment(wp_slash([
        'comment_post_ID' => $posts[$comment['story']],
        'comment_parent' => $comments[$comment['parent']] ?? 0,
        'comment_author' => $comment['author'],
        'comment_author_email' => $comment['email'],
        'comment_content' => $comment['text'],
        'comment_date' => $comment['date'],
    ]));
}
wp_defer_comment_counting(false);
wp_defer_term_counting(false);
