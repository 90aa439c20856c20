<?php
// Answers /wp-admin/admin-ajax.php?action=current_track, as the plugins of radio stations do.
function aerial_current_track() {
    header('Content-Type: application/json');
    echo get_option('current_track');
    exit;
}
add_action('wp_ajax_current_track', 'aerial_current_track');
add_action('wp_ajax_nopriv_current_track', 'aerial_current_track');
